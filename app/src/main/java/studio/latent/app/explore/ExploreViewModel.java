package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.image.Raster;

/// Explore: one model, one latent, its image, and the ways to move it.
///
/// Every way ends in [Session#show], the image follows the session's state, and so does everything that is shown of
/// it; nothing on this way goes back a step.
public final class ExploreViewModel {
    private final Session session;
    private final Executor ui;
    private final Messages messages;
    private final ModelChoices choices;
    private final SeedViewModel seeds;
    private final LiveImage live;
    private final LatentSliders sliders;
    private final SamplingViewModel sampling;
    private final ClassifierViewModel classifier;
    private final StyleViewModel style;
    private final LayersViewModel layers;
    private final EditViewModel edit;
    private final InversionViewModel inversion;
    private final TrajectoryViewModel trajectory;
    private final SeedPlaneViewModel plane;
    private final PathViewModel path;
    private final ArithmeticViewModel arithmetic;
    private final NamedDirections namedDirections;
    private final DirectionStudioViewModel directionStudio;
    private final OriginText originText;
    private final PictureSearchViewModel pictureSearch;
    private final PictureFiles files;

    private final ReadOnlyStringWrapper modelName = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final BooleanProperty before = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable FailureText> trouble = new SimpleObjectProperty<>();
    private Runnable stopListening = () -> {};

    /// @param dice draws seeds
    /// @param studioVersion what recipes name as the studio's version
    public ExploreViewModel(
            Studio studio,
            Session session,
            Executor ui,
            Messages messages,
            RandomGenerator dice,
            String studioVersion) {
        this.session = session;
        this.ui = ui;
        this.messages = messages;
        choices = new ModelChoices(studio, session, ui, messages, this::tell);
        live = new LiveImage(studio.bench(), ui, this::tell);
        sliders = new LatentSliders(session);
        sampling = new SamplingViewModel(session);
        classifier = new ClassifierViewModel(studio, session, ui, this::tell);
        edit = new EditViewModel(studio, session, ui, this::tell);
        inversion = new InversionViewModel(studio, session, ui, this::tell);
        trajectory = new TrajectoryViewModel(session, studio.bench(), ui, this::tell);
        seeds = new SeedViewModel(session, studio.bench(), dice);
        style = new StyleViewModel(session, studio.bench(), ui, seeds, this::tell);
        layers = new LayersViewModel(session, studio.bench(), ui, this::tell);
        plane = new SeedPlaneViewModel(session, studio.bench(), ui, seeds::latentOf);
        originText = new OriginText(messages);
        PinImages pinImages = new PinImages(session, studio.bench(), ui, originText);
        pictureSearch = new PictureSearchViewModel(session);
        ImageEncoder encoder = new ImageEncoder(studio, session, ui, pictureSearch);
        path = new PathViewModel(session, pinImages);
        arithmetic = new ArithmeticViewModel(session, encoder, pinImages, this::tell);
        namedDirections = new NamedDirections(session, studio.directions(), ui, this::tell);
        DirectionSides directionSides =
                new DirectionSides(session, new SidePictures(session, encoder, ui, this::tell), pinImages, seeds);
        directionStudio =
                new DirectionStudioViewModel(studio, session, ui, namedDirections, directionSides, this::tell);
        PictureTaker taker = new PictureTaker(encoder, edit, pictureSearch, this::glimpse, this::tell);
        files = new PictureFiles(studio, session, ui, taker, this::tell, studioVersion);
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(this::stateChanged);
        seeds.mixtureProperty().subscribe((_, _) -> plane.refreshThumbnails());
        session.tree()
                .currentProperty()
                .subscribe((_, _) -> plane.follow(session.renderingProperty().get()));
        before.subscribe((_, _) -> render());
        // Last, and as a change listener: all others have followed the new model by then.
        session.modelProperty().subscribe((_, _) -> drawWhenEmpty());
    }

    /// Lists the models and brings the bench back as it was left; at the very first start with a sample model.
    public void start() {
        choices.start(this::drawWhenEmpty);
    }

    /// Opens a model by name, folder or zip.
    public void open(String nameOrPath) {
        trouble.set(null);
        choices.open(nameOrPath);
    }

    /// Shows what a search has found so far; the image under the hand again where there is nothing.
    private void glimpse(@Nullable Raster seen) {
        if (seen == null) {
            render();
        } else {
            live.glimpse(seen);
        }
    }

    private void modelChanged() {
        stopListening.run();
        OpenModel model = session.modelProperty().get();
        live.leave();
        if (model == null) {
            stopListening = () -> {};
            return;
        }
        modelName.set(model.card().name());
        version.set(model.version());
        stopListening = model.onChange(() -> ui.execute(() -> weightsChanged(model)));
        plane.refreshThumbnails();
        render();
    }

    /// A model that comes without a state, whoever opened it, shows the image of the seed in the box.
    private void drawWhenEmpty() {
        boolean empty =
                session.modelProperty().get() != null && session.stateProperty().get() == null;
        if (empty && !session.isAwaitingHistory()) {
            seeds.draw();
        }
    }

    private void weightsChanged(OpenModel model) {
        if (model.equals(session.modelProperty().get())) {
            version.set(model.version());
            render();
            plane.refreshThumbnails();
            path.refresh();
            arithmetic.refresh();
            style.refresh();
            layers.refresh();
        }
    }

    private void stateChanged() {
        LatentState state = session.stateProperty().get();
        caption.set(state == null ? "" : originText.of(state.origin()));
        var gesture = session.tree().currentProperty().get();
        if (gesture != null && gesture.state().equals(state)) {
            plane.follow(session.renderingProperty().get()); // undone, done again, or as it was left
        }
        if (before.get()) {
            before.set(false);
        } else {
            render();
        }
    }

    private void render() {
        OpenModel model = session.modelProperty().get();
        LatentState state = session.stateProperty().get();
        if (model != null && state != null) {
            LatentState shown = before.get() ? earlier().orElse(state) : state;
            live.show(model, shown.latent(), shown.renderingOrUsual());
        }
    }

    /// The state that the last gesture changed, if it is one of the same model.
    private Optional<LatentState> earlier() {
        var tree = session.tree();
        var current = tree.currentProperty().get();
        LatentState now = session.stateProperty().get();
        if (current == null || now == null) {
            return Optional.empty();
        }
        LatentState previous = current.state().equals(now)
                ? tree.nodes().stream()
                        .filter(node -> node.id() == current.parent())
                        .findFirst()
                        .map(node -> node.state())
                        .orElse(now)
                : current.state();
        return previous.model().equals(now.model()) ? Optional.of(previous) : Optional.empty();
    }

    /// Gives a corner of the seed plane a seed that nobody chose.
    public void rollCorner(int corner) {
        plane.reroll(corner, seeds.roll());
    }

    /// The hand has let go: what it did becomes one gesture.
    public void rest() {
        session.rest();
    }

    public void undo() {
        session.undo(this::tell);
    }

    public void redo() {
        session.redo(this::tell);
    }

    /// Takes a picture in: one that carries a recipe is offered to be restored
    /// ([PictureFiles#offerProperty()]), any
    /// other is encoded.
    public void take(Path file) {
        trouble.set(null);
        files.take(file);
    }

    /// Writes the image under the hand with its recipe.
    public void save(Path file) {
        trouble.set(null);
        files.save(file);
    }

    /// A name for the file that [#save(Path)] is asked to write.
    public String suggestedFileName() {
        LatentState now = session.stateProperty().get();
        boolean seeded = now != null && now.origin() instanceof Origin.Seed;
        String tail = seeded ? Long.toString(seeds.seedProperty().get()) : "latent";
        return (modelName.get() + "-" + tail + ".png").toLowerCase(Locale.ROOT);
    }

    private void tell(Throwable cause) {
        trouble.set(FailureText.of(cause, messages));
    }

    /// Takes the note about what went wrong away.
    public void dismissTrouble() {
        trouble.set(null);
    }

    public ModelChoices choices() {
        return choices;
    }

    public SeedViewModel seeds() {
        return seeds;
    }

    public LatentSliders sliders() {
        return sliders;
    }

    public SamplingViewModel sampling() {
        return sampling;
    }

    /// The classifier that guides sampling.
    public ClassifierViewModel classifier() {
        return classifier;
    }

    /// How a model that decodes in one step styles its image.
    public StyleViewModel style() {
        return style;
    }

    /// What the layers of a model that decodes in one step make of the image.
    public LayersViewModel layers() {
        return layers;
    }

    public EditViewModel edit() {
        return edit;
    }

    /// The way back from a picture to its noise.
    public InversionViewModel inversion() {
        return inversion;
    }

    /// Puts the noise of the picture that sampling begins with under the hand.
    public void invertPicture() {
        Raster picture = edit.imageProperty().get();
        if (picture != null) {
            trouble.set(null);
            inversion.invert(picture, edit.name().isEmpty() ? modelName.get() : edit.name());
        }
    }

    public TrajectoryViewModel trajectory() {
        return trajectory;
    }

    public SeedPlaneViewModel plane() {
        return plane;
    }

    public PathViewModel path() {
        return path;
    }

    public ArithmeticViewModel arithmetic() {
        return arithmetic;
    }

    /// The model's directions that have a name.
    public NamedDirections namedDirections() {
        return namedDirections;
    }

    public DirectionStudioViewModel directionStudio() {
        return directionStudio;
    }

    /// How the latents of own pictures are found.
    public PictureSearchViewModel pictureSearch() {
        return pictureSearch;
    }

    public PictureFiles files() {
        return files;
    }

    /// Name of the model on the bench; empty until one is open.
    public ReadOnlyStringProperty modelNameProperty() {
        return modelName.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Raster> imageProperty() {
        return live.imageProperty();
    }

    /// Whether a newer image than the one shown is on its way.
    public ReadOnlyBooleanProperty renderingProperty() {
        return live.busyProperty();
    }

    /// Whether the image shown is a preview; the image itself is on its way.
    public ReadOnlyBooleanProperty previewProperty() {
        return live.previewProperty();
    }

    /// Above 0 for the model of a running training: it counts up with its weights.
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /// Whether the canvas shows what the last gesture changed instead of what it made.
    public BooleanProperty beforeProperty() {
        return before;
    }

    /// How the latent under the hand came to be, in words; empty while there is none.
    public ReadOnlyStringProperty captionProperty() {
        return caption.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return session.tree().canUndoProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return session.tree().canRedoProperty();
    }

    /// What went wrong last; empty when nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> troubleProperty() {
        return trouble;
    }
}
