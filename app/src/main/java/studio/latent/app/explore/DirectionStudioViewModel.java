package studio.latent.app.explore;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.direction.Confidence;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// The direction studio: a direction is found from two sides of images or from an attribute, looked at, measured,
/// named and kept. What it does to the image under the hand is a gesture like any other.
public final class DirectionStudioViewModel {
    /// Coordinates of the strip. **Units** standard deviations.
    private static final int REACH = 3;

    private static final long SEED = 1;

    /// An image of the strip.
    ///
    /// @param coordinate where along the direction, in standard deviations
    public record Step(int coordinate, @Nullable Raster image) {}

    /// What changes along the direction.
    ///
    /// @param share of images in which it changes, in [0, 1]
    public record Change(String attribute, double share) {}

    /// What the studio knows of the direction that was found.
    ///
    /// @param unlabelled whether it was found without sides; `plus` is then how many images were looked at
    /// @param confidence median cosine similarity of refits, and the ends of its band; empty where not measured
    /// @param leak what else changes as a share of what shall; NaN where not measured
    /// @param own what it is for, or changes most; null where not measured
    public record Figures(
            boolean unlabelled,
            int plus,
            int minus,
            List<Double> confidence,
            double leak,
            @Nullable Change own,
            List<Change> others) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final NamedDirections named;
    private final DirectionWish wish;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final ObservableList<Step> strip = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper saved = new ReadOnlyBooleanWrapper();
    private final ObservableList<Integer> alternatives = FXCollections.observableArrayList();
    private final ObjectProperty<Integer> alternative = new SimpleObjectProperty<>(1);
    private List<Direction> all = List.of();
    private @Nullable Direction found;
    private @Nullable DirectionWalk walk;
    private @Nullable Job<?> running;

    DirectionStudioViewModel(
            Studio studio,
            Session session,
            Executor ui,
            NamedDirections named,
            DirectionSides sides,
            Consumer<Throwable> trouble) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
        this.named = named;
        wish = new DirectionWish(session, sides, new DirectionData(studio.datasets(), session, ui));
        session.modelProperty().subscribe(this::forget);
        shown.subscribe(this::opened);
        name.subscribe((_, _) -> saved.set(false));
        named.deletedProperty().subscribe(this::forgetSaved);
        alternative.subscribe((_, _) -> alternativeChosen());
    }

    /// Whether the studio is on the screen.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// What is looked for.
    public DirectionWish wish() {
        return wish;
    }

    /// Numbers of the directions that were found at once, from 1; empty where there is only one.
    public ObservableList<Integer> alternatives() {
        return alternatives;
    }

    /// Which of [#alternatives()] the studio shows.
    public ObjectProperty<Integer> alternativeProperty() {
        return alternative;
    }

    /// The image under the hand along the direction, from −3 to +3; empty before one was found.
    public ObservableList<Step> strip() {
        return strip;
    }

    /// What is known of the direction; null before one was found.
    public ReadOnlyObjectProperty<@Nullable Figures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /// What the direction shall be called.
    public StringProperty nameProperty() {
        return name;
    }

    /// Whether the direction is being found or measured.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Whether the direction stands among the model's directions under its name.
    public ReadOnlyBooleanProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    private void opened() {
        if (shown.get()) {
            wish.data().look();
            if (wish.sides().candidates().isEmpty()) {
                wish.sides().roll();
            }
        }
    }

    private void forget() {
        cancel();
        found = null;
        walk = null;
        all = List.of();
        alternatives.clear();
        strip.clear();
        figures.set(null);
        if (shown.get() && session.modelProperty().get() != null) {
            wish.sides().roll();
        }
    }

    /// Looks for the direction; what was found before is replaced when it is there.
    public void find() {
        OpenModel model = session.modelProperty().get();
        if (model == null || !wish.isReady() || busy.get()) {
            return;
        }
        run(model, studio.directions().find(model, wish.request()), directions -> {
            all = List.copyOf(directions);
            alternatives.setAll(
                    all.size() < 2
                            ? List.of()
                            : IntStream.rangeClosed(1, all.size()).boxed().toList());
            show(all.getFirst(), model);
            alternative.set(1);
        });
    }

    private void show(Direction direction, OpenModel model) {
        take(direction);
        name.set(direction.origin().attribute().isEmpty() ? "" : direction.name());
        walk = null;
        drawStrip(model);
    }

    /// Shows a direction that has a slider: what it does to the image under the hand, how sure it is and what it
    /// changes besides.
    public void look(NamedDirections.Row row) {
        OpenModel model = session.modelProperty().get();
        if (model == null || busy.get()) {
            return;
        }
        all = List.of();
        alternatives.clear();
        shown.set(true);
        show(row.direction(), model);
        name.set(row.name());
        saved.set(true);
    }

    private void alternativeChosen() {
        OpenModel model = session.modelProperty().get();
        int place = alternative.get() - 1;
        if (model != null && place >= 0 && place < all.size() && !all.get(place).equals(found)) {
            show(all.get(place), model);
        }
    }

    /// Measures what else the direction changes, on the data set that is chosen.
    public void measure() {
        OpenModel model = session.modelProperty().get();
        Direction direction = found;
        String dataset = wish.data().datasetProperty().get();
        if (model != null && direction != null && dataset != null && !busy.get()) {
            run(model, studio.directions().withLeak(model, direction, dataset, SEED), this::measured);
        }
    }

    /// Its figure stays with it where others were found beside it.
    private void measured(Direction direction) {
        all = all.stream()
                .map(each -> each.equals(direction) ? direction : each)
                .toList();
        take(direction);
    }

    /// Whether leak can be measured: there is a direction, and data that tell attributes.
    public boolean isMeasurable() {
        return found != null && wish.data().datasetProperty().get() != null;
    }

    /// Stops what is under way.
    public void cancel() {
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    private <T> void run(OpenModel model, Job<T> job, Consumer<T> sink) {
        busy.set(true);
        running = job;
        session.track(job)
                .whenDone(outcome -> ui.execute(() -> {
                    busy.set(false);
                    running = null;
                    if (!model.equals(session.modelProperty().get())) {
                        return;
                    }
                    switch (outcome) {
                        case Outcome.Completed<T>(T value) -> sink.accept(value);
                        case Outcome.Cancelled<T> _ -> {}
                        case Outcome.Failed<T>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    private void take(Direction direction) {
        found = direction;
        saved.set(false);
        figures.set(figures(direction));
    }

    private static Figures figures(Direction direction) {
        Confidence confidence = direction.confidence();
        Leak leak = direction.leak();
        return new Figures(
                direction.origin().minus() == 0,
                direction.origin().plus(),
                direction.origin().minus(),
                confidence == null ? List.of() : List.of(confidence.median(), confidence.low(), confidence.high()),
                leak == null ? Double.NaN : leak.figure(),
                leak == null
                        ? null
                        : new Change(leak.own().attribute(), leak.own().change()),
                leak == null
                        ? List.of()
                        : leak.others().stream()
                                .map(other -> new Change(other.attribute(), other.change()))
                                .toList());
    }

    /// The strip of the image under the hand; of the middle of the data where there is none.
    private void drawStrip(OpenModel model) {
        Direction direction = found;
        if (direction == null) {
            return;
        }
        LatentState state = session.stateProperty().get();
        LatentState from = state == null
                ? new LatentState(
                        model.card().name(), new Latent(model.geometry().mean()), new Origin.Centre())
                : state;
        DirectionWalk along = new DirectionWalk(model, direction, from, from.renderingOrUsual());
        walk = along;
        strip.setAll(IntStream.rangeClosed(-REACH, REACH)
                .mapToObj(coordinate -> new Step(coordinate, null))
                .toList());
        for (int i = 0; i < strip.size(); i++) {
            int place = i;
            LatentState there = along.at(strip.get(i).coordinate(), direction.name());
            studio.bench()
                    .render(model, List.of(there.latent()), there.renderingOrUsual())
                    .whenDone(outcome -> ui.execute(() -> {
                        if (outcome instanceof Outcome.Completed<List<Raster>>(List<Raster> images)
                                && along.equals(walk)) {
                            strip.set(place, new Step(strip.get(place).coordinate(), images.getFirst()));
                        }
                    }));
        }
    }

    /// The strip of the image that is under the hand now.
    public void followHand() {
        OpenModel model = session.modelProperty().get();
        if (model != null) {
            drawStrip(model);
        }
    }

    /// One gesture: takes an image of the strip under the hand.
    public void apply(Step step) {
        DirectionWalk along = walk;
        if (along != null && along.model().equals(session.modelProperty().get())) {
            String called =
                    name.get().isBlank() ? along.direction().name() : name.get().strip();
            session.record(along.at(step.coordinate(), called));
        }
    }

    /// Whether the direction can be saved: it was found and has a name.
    public boolean isSavable() {
        return found != null && !name.get().isBlank() && name.get().strip().length() <= 80;
    }

    /// Keeps the direction under its name; it then has a slider.
    public void save() {
        OpenModel model = session.modelProperty().get();
        Direction direction = found;
        if (model != null && direction != null && isSavable() && !busy.get()) {
            Direction kept = direction.named(name.get().strip());
            run(model, studio.directions().save(model, kept), _ -> {
                saved.set(true);
                named.refresh();
            });
        }
    }

    /// What was deleted is not saved any more, though it is still looked at.
    private void forgetSaved(@Nullable Direction gone) {
        if (gone != null && gone.name().equals(name.get().strip())) {
            saved.set(false);
        }
    }

    /// Whether saving replaces a direction of the user's own.
    public boolean replaces() {
        return named.isOwn(name.get().strip());
    }
}
