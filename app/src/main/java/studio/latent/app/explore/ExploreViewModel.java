package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// Explore: one model, one latent, its image, and the ways to move it.
///
/// Every way ends in [Session#show], the image follows the session's state, and so does everything that is shown of it;
/// nothing on this way goes back a step.
public final class ExploreViewModel {
    /// Seeds that the dice draws are below this: short enough to be read out.
    private static final int DICE_SIDES = 1_000_000;

    /// A model to choose.
    ///
    /// @param summary what the list says under the name: size of image and latent, data set
    /// @param sample whether it ships with the studio
    public record ModelChoice(String name, String summary, boolean sample) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Messages messages;
    private final RandomGenerator dice;
    private final LiveImage live;
    private final LatentSliders sliders;
    private final SeedPlaneViewModel plane;
    private final PathViewModel path;
    private final OriginText originText;
    private final PictureFiles files;

    private final ObservableList<ModelChoice> models = FXCollections.observableArrayList();
    private final ObservableList<ModelChoice> modelsView = FXCollections.unmodifiableObservableList(models);
    private final ReadOnlyStringWrapper modelName = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();
    private final LongProperty seed = new SimpleLongProperty(1);
    private final BooleanProperty mixture = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper mixtureOffered = new ReadOnlyBooleanWrapper();
    private final DoubleProperty temperature = new SimpleDoubleProperty(1);
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final BooleanProperty before = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable FailureText> trouble = new SimpleObjectProperty<>();
    private Runnable stopListening = () -> {};
    private boolean syncing;

    /// @param dice draws seeds
    /// @param studioVersion what recipes name as the studio's version
    public ExploreViewModel(
            Studio studio,
            Session session,
            Executor ui,
            Messages messages,
            RandomGenerator dice,
            String studioVersion) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.messages = messages;
        this.dice = dice;
        live = new LiveImage(studio.bench(), ui, this::tell);
        sliders = new LatentSliders(session);
        plane = new SeedPlaneViewModel(session, studio.bench(), ui, this::draw);
        originText = new OriginText(messages);
        path = new PathViewModel(session, studio.bench(), ui, originText);
        files = new PictureFiles(studio, session, ui, this::tell, studioVersion);
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(this::stateChanged);
        seed.subscribe((_, _) -> redraw());
        mixture.subscribe((_, _) -> redraw());
        temperature.subscribe((_, _) -> redraw());
        mixture.subscribe((_, _) -> plane.refreshThumbnails());
        before.subscribe((_, _) -> render());
        // Last, and as a change listener: all others have followed the new model by then.
        session.modelProperty().subscribe((_, _) -> drawWhenEmpty());
    }

    /// Lists the models and brings the bench back as it was left; at the very first start with a sample model.
    public void start() {
        refreshModels(() -> {
            boolean chosen = session.modelProperty().get() != null; // by another place, before this one was made
            if (!chosen && !session.jobs().isEmpty()) {
                return; // a model is being opened; it is drawn when it comes
            }
            if (chosen || session.tree().currentProperty().get() == null) {
                openFirst();
            } else {
                session.resume(cause -> {
                    tell(cause);
                    openFirst();
                });
            }
        });
    }

    /// Reads the list of models again.
    public void refreshModels() {
        refreshModels(() -> {});
    }

    private void refreshModels(Runnable then) {
        Job.start(
                        "Listing models",
                        task -> Thread.ofVirtual().start(task),
                        _ -> studio.models().list())
                .whenDone(outcome -> ui.execute(() -> {
                    switch (outcome) {
                        case Outcome.Completed<List<ModelCard>>(List<ModelCard> cards) -> {
                            models.setAll(cards.stream()
                                    .map(this::choice)
                                    .sorted(Comparator.comparing(c -> !c.sample()))
                                    .toList());
                            then.run();
                        }
                        case Outcome.Cancelled<List<ModelCard>> _ -> {}
                        case Outcome.Failed<List<ModelCard>>(Throwable cause) -> tell(cause);
                    }
                }));
    }

    private ModelChoice choice(ModelCard card) {
        String summary = "%d×%d · z %d%s"
                .formatted(
                        card.imageShape().width(),
                        card.imageShape().height(),
                        card.latentDimension(),
                        card.dataset().isEmpty() ? "" : " · " + card.dataset());
        return new ModelChoice(
                card.name(),
                summary,
                !card.location().startsWith(studio.models().folder()));
    }

    private void openFirst() {
        if (session.modelProperty().get() == null && !models.isEmpty()) {
            open(models.getFirst().name());
        } else {
            drawWhenEmpty();
        }
    }

    /// Opens a model by name, folder or zip.
    public void open(String nameOrPath) {
        trouble.set(null);
        opening.set(true);
        session.open(nameOrPath, outcome -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel> _ -> opening.set(false);
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> {
                    opening.set(false);
                    tell(cause);
                }
            }
        });
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
        boolean offered = model.card().priors().contains(PriorKind.MIXTURE);
        mixtureOffered.set(offered);
        quietly(() -> mixture.set(offered)); // it draws the clearer pictures
        plane.refreshThumbnails();
        render();
    }

    /// A model that comes without a state, whoever opened it, shows the image of the seed in the box.
    private void drawWhenEmpty() {
        boolean empty =
                session.modelProperty().get() != null && session.stateProperty().get() == null;
        if (empty && !session.isAwaitingHistory()) {
            drawSeed();
        }
    }

    private void weightsChanged(OpenModel model) {
        if (model.equals(session.modelProperty().get())) {
            version.set(model.version());
            render();
            plane.refreshThumbnails();
            path.refresh();
        }
    }

    private void stateChanged() {
        LatentState state = session.stateProperty().get();
        caption.set(state == null ? "" : originText.of(state.origin()));
        if (state != null && state.origin() instanceof Origin.Seed(long s, PriorKind prior, double t)) {
            quietly(() -> {
                seed.set(s);
                mixture.set(prior == PriorKind.MIXTURE);
                temperature.set(t);
            });
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
            live.show(model, before.get() ? earlier().orElse(state).latent() : state.latent());
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

    private Optional<Latent> draw(long wanted) {
        OpenModel model = session.modelProperty().get();
        return model == null
                ? Optional.empty()
                : Optional.of(studio.bench().latentOf(model, wanted, prior(), temperature()));
    }

    private PriorKind prior() {
        return mixture.get() && mixtureOffered.get() ? PriorKind.MIXTURE : PriorKind.NORMAL;
    }

    private double temperature() {
        return Math.clamp(temperature.get(), 0, 4);
    }

    private void quietly(Runnable change) {
        boolean outer = syncing;
        syncing = true;
        try {
            change.run();
        } finally {
            syncing = outer;
        }
    }

    /// Seed, prior or temperature were set by hand: the latent is drawn anew.
    private void redraw() {
        if (!syncing) {
            showSeed();
        }
    }

    private void showSeed() {
        draw(seed.get()).ifPresent(latent -> {
            Origin drawn = new Origin.Seed(seed.get(), prior(), temperature());
            session.show(new LatentState(modelName.get(), latent, drawn));
        });
    }

    /// One gesture: draws the latent of the seed in the box.
    public void drawSeed() {
        session.rest();
        showSeed();
        session.rest();
    }

    /// One gesture: draws the latent of a seed that nobody chose.
    public void rollDice() {
        session.rest();
        quietly(() -> seed.set(dice.nextInt(DICE_SIDES)));
        drawSeed();
    }

    /// Gives a corner of the seed plane a seed that nobody chose.
    public void rollCorner(int corner) {
        plane.reroll(corner, dice.nextInt(DICE_SIDES));
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

    /// Takes a picture in: one that carries a recipe is offered to be restored ([PictureFiles#offerProperty()]), any
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
        String tail = seeded ? Long.toString(seed.get()) : "latent";
        return (modelName.get() + "-" + tail + ".png").toLowerCase(Locale.ROOT);
    }

    private void tell(Throwable cause) {
        trouble.set(FailureText.of(cause, messages));
    }

    /// Takes the note about what went wrong away.
    public void dismissTrouble() {
        trouble.set(null);
    }

    public LatentSliders sliders() {
        return sliders;
    }

    public SeedPlaneViewModel plane() {
        return plane;
    }

    public PathViewModel path() {
        return path;
    }

    public PictureFiles files() {
        return files;
    }

    /// Models to choose from, samples first.
    public ObservableList<ModelChoice> models() {
        return modelsView;
    }

    /// Name of the model on the bench; empty until one is open.
    public ReadOnlyStringProperty modelNameProperty() {
        return modelName.getReadOnlyProperty();
    }

    /// Whether a model is being opened.
    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Raster> imageProperty() {
        return live.imageProperty();
    }

    /// Whether a newer image than the one shown is on its way.
    public ReadOnlyBooleanProperty renderingProperty() {
        return live.busyProperty();
    }

    /// Setting it draws that seed's latent.
    public LongProperty seedProperty() {
        return seed;
    }

    /// Whether seeds draw from the mixture that was fitted to the data instead of N(0, I).
    public BooleanProperty mixtureProperty() {
        return mixture;
    }

    public ReadOnlyBooleanProperty mixtureOfferedProperty() {
        return mixtureOffered.getReadOnlyProperty();
    }

    /// Standard deviation factor on the prior, in [0, 4].
    public DoubleProperty temperatureProperty() {
        return temperature;
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
