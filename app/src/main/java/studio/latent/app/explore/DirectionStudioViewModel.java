package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.direction.Confidence;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.generate.Rendering;
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

    /// What a direction is made from.
    public enum Source {
        SIDES,
        ATTRIBUTE
    }

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
    /// @param confidence median cosine similarity of refits, and the ends of its band; empty where not measured
    /// @param leak what else changes as a share of what shall; NaN where not measured
    /// @param own what it is for, or changes most; null where not measured
    public record Figures(
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
    private final DirectionSides sides;
    private final DirectionData data;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.SIDES);
    private final StringProperty method = new SimpleStringProperty(id(DirectionMethod.MEAN_DIFFERENCE));
    private final ObservableList<Step> strip = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper saved = new ReadOnlyBooleanWrapper();
    private @Nullable Direction found;
    private @Nullable Latent start;
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
        this.sides = sides;
        data = new DirectionData(studio.datasets(), session, ui);
        session.modelProperty().subscribe(this::forget);
        shown.subscribe(this::opened);
        name.subscribe((_, _) -> saved.set(false));
    }

    private static String id(DirectionMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether the studio is on the screen.
    public BooleanProperty shownProperty() {
        return shown;
    }

    public ObjectProperty<Source> sourceProperty() {
        return source;
    }

    public DirectionSides sides() {
        return sides;
    }

    public DirectionData data() {
        return data;
    }

    /// Ways to find a direction, by name.
    public List<String> methods() {
        return Arrays.stream(DirectionMethod.values())
                .filter(DirectionMethod::tellsSidesApart)
                .map(DirectionStudioViewModel::id)
                .toList();
    }

    /// One of [#methods()].
    public StringProperty methodProperty() {
        return method;
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
            data.look();
            if (sides.candidates().isEmpty()) {
                sides.roll();
            }
        }
    }

    private void forget() {
        cancel();
        found = null;
        start = null;
        strip.clear();
        figures.set(null);
        if (shown.get() && session.modelProperty().get() != null) {
            sides.roll();
        }
    }

    /// Whether there is all that a direction needs.
    public boolean isReady() {
        return switch (source.get()) {
            case SIDES ->
                !sides.on(DirectionSides.Side.PLUS).isEmpty()
                        && !sides.on(DirectionSides.Side.MINUS).isEmpty();
            case ATTRIBUTE ->
                data.datasetProperty().get() != null && data.targetProperty().get() != null;
        };
    }

    /// Looks for the direction; what was found before is replaced when it is there.
    public void find() {
        OpenModel model = session.modelProperty().get();
        if (model == null || !isReady() || busy.get()) {
            return;
        }
        run(model, studio.directions().find(model, request()), directions -> {
            Direction first = directions.getFirst();
            take(first);
            name.set(first.origin().attribute().isEmpty() ? "" : first.name());
            start = null;
            drawStrip(model);
        });
    }

    private DirectionRequest request() {
        DirectionMethod chosen = Arrays.stream(DirectionMethod.values())
                .filter(each -> id(each).equals(method.get()))
                .findFirst()
                .orElse(DirectionMethod.MEAN_DIFFERENCE);
        String dataset = data.datasetProperty().get();
        DirectionData.Target target = data.targetProperty().get();
        return source.get() == Source.ATTRIBUTE && dataset != null && target != null
                ? new DirectionRequest.OfAttribute(dataset, target.text(), chosen, data.without(), SEED)
                : new DirectionRequest.OfSides(
                        sides.latents(DirectionSides.Side.PLUS),
                        sides.latents(DirectionSides.Side.MINUS),
                        chosen,
                        SEED);
    }

    /// Measures what else the direction changes, on the data set that is chosen.
    public void measure() {
        OpenModel model = session.modelProperty().get();
        Direction direction = found;
        String dataset = data.datasetProperty().get();
        if (model != null && direction != null && dataset != null && !busy.get()) {
            run(model, studio.directions().withLeak(model, direction, dataset, SEED), this::take);
        }
    }

    /// Whether leak can be measured: there is a direction, and data that tell attributes.
    public boolean isMeasurable() {
        return found != null && data.datasetProperty().get() != null;
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
        Latent from = state == null ? new Latent(model.geometry().mean()) : state.latent();
        Rendering rendering = state == null ? Rendering.DEFAULTS : state.renderingOrUsual();
        start = from;
        List<Latent> latents = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int coordinate = -REACH; coordinate <= REACH; coordinate++) {
            latents.add(direction.at(from, coordinate));
            steps.add(new Step(coordinate, null));
        }
        strip.setAll(steps);
        studio.bench()
                .render(model, latents, rendering)
                .whenDone(outcome -> ui.execute(() -> {
                    if (outcome instanceof Outcome.Completed<List<Raster>>(List<Raster> images)
                            && direction.equals(found)) {
                        for (int i = 0; i < images.size(); i++) {
                            strip.set(i, new Step(steps.get(i).coordinate(), images.get(i)));
                        }
                    }
                }));
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
        OpenModel model = session.modelProperty().get();
        Direction direction = found;
        Latent from = start;
        if (model != null && direction != null && from != null) {
            String called = name.get().isBlank() ? direction.name() : name.get().strip();
            session.record(new LatentState(
                    model.card().name(), direction.at(from, step.coordinate()), new Origin.Named(called)));
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

    /// Whether saving replaces a direction of the user's own.
    public boolean replaces() {
        return named.isOwn(name.get().strip());
    }
}
