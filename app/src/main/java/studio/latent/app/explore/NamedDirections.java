package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.Directions;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.DecoderShift;

/// The directions that have a name, as sliders on the latent under the hand: those that came with the model and
/// those that the user saved.
///
/// A slider shows where the latent lies along its direction; moving it is a gesture like any other.
public final class NamedDirections {
    /// A slider that differs from the latent by less than this is not moved: it is where the hand left it.
    private static final double TOLERANCE = 1e-4;

    /// Where a direction comes from.
    public enum Kind {
        READY,
        OWN
    }

    /// One direction to slide along.
    public static final class Row {
        private final Direction direction;
        private final Kind kind;
        private final @Nullable LayerChoice mapLayer;
        private final DoubleProperty value = new SimpleDoubleProperty();

        Row(Direction direction, Kind kind, @Nullable LayerChoice mapLayer) {
            this.direction = direction;
            this.kind = kind;
            this.mapLayer = mapLayer;
        }

        Direction direction() {
            return direction;
        }

        public String name() {
            return direction.name();
        }

        public Kind kind() {
            return kind;
        }

        /// Coordinate below which hardly any latent lies. **Units** standard deviations.
        public double least() {
            return direction.calibration().least();
        }

        /// Coordinate above which hardly any latent lies.
        public double most() {
            return direction.calibration().most();
        }

        /// Whether it moves the latent, and not what is made of it.
        public boolean movesLatents() {
            return direction.movesLatents();
        }

        /// The space in which it points.
        public DirectionSpace space() {
            return direction.space();
        }

        /// The layers whose styles it moves, as ranges; empty for all; or the one whose maps it moves.
        public String layers() {
            return StyleMix.text(direction.place().layers());
        }

        /// The layer whose maps it moves; null for one that moves none.
        public @Nullable LayerChoice mapLayer() {
            return mapLayer;
        }

        /// What changes besides, as a share of what shall change; NaN where it was not measured.
        public double leak() {
            Leak leak = direction.leak();
            return leak == null ? Double.NaN : leak.figure();
        }

        /// Standard deviations from the middle of the latents, or from what is made of the latent. Setting it moves
        /// the one or the other.
        public DoubleProperty valueProperty() {
            return value;
        }
    }

    private final Session session;
    private final Directions directions;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyObjectWrapper<@Nullable Direction> deleted = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper shifted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private List<Directions.Kept> kept = List.of();
    private long asked;
    private boolean syncing;

    NamedDirections(Session session, Directions directions, Executor ui, Consumer<Throwable> trouble) {
        this.session = session;
        this.directions = directions;
        this.ui = ui;
        this.trouble = trouble;
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(_ -> sync());
        session.renderingProperty().subscribe(rendering -> shifted.set(rendering != null && rendering.shift() != null));
    }

    public ObservableList<Row> rows() {
        return rowsView;
    }

    /// Whether styles, or what layers make, are moved from what the latent gives: along a direction, or to where the
    /// search for an image found them.
    public ReadOnlyBooleanProperty shiftedProperty() {
        return shifted.getReadOnlyProperty();
    }

    /// One gesture: takes back what was moved.
    public void takeBack() {
        Rendering rendering = session.renderingProperty().get();
        if (rendering != null && shifted.get()) {
            session.rest();
            session.renderBy(rendering.shiftedBy(null));
            session.rest();
        }
    }

    /// Why a file of directions cannot be used; empty where all can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Whether a direction of the user's own has this name.
    boolean isOwn(String name) {
        return kept.stream()
                .anyMatch(each -> !each.ready() && each.direction().name().equals(name));
    }

    /// Deletes a direction of the user's own; [#restore()] brings it back.
    public void delete(Row row) {
        OpenModel model = session.modelProperty().get();
        if (model != null && row.kind == Kind.OWN) {
            change(directions.delete(model, row.name()), row.direction);
        }
    }

    /// The direction that was deleted last, while it can be brought back; null where there is none.
    public ReadOnlyObjectProperty<@Nullable Direction> deletedProperty() {
        return deleted.getReadOnlyProperty();
    }

    /// Keeps the direction that was deleted last again.
    public void restore() {
        OpenModel model = session.modelProperty().get();
        Direction direction = deleted.get();
        if (model != null && direction != null) {
            change(directions.save(model, direction), null);
        }
    }

    private void change(Job<Path> job, @Nullable Direction deletedThen) {
        OpenModel model = session.modelProperty().get();
        job.whenDone(outcome -> ui.execute(() -> {
            if (outcome instanceof Outcome.Failed<?>(Throwable cause)) {
                trouble.accept(cause);
            } else if (Objects.equals(model, session.modelProperty().get())) {
                deleted.set(deletedThen);
            }
            refresh();
        }));
    }

    private void modelChanged() {
        kept = List.of();
        deleted.set(null);
        rebuild();
        refresh();
    }

    /// Reads the directions anew.
    void refresh() {
        OpenModel model = session.modelProperty().get();
        long stamp = ++asked;
        if (model == null) {
            return;
        }
        Job<Directions.Shelf> job = directions.list(model);
        job.whenDone(outcome -> ui.execute(() -> {
            if (stamp != asked) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<Directions.Shelf>(Directions.Shelf shelf) -> {
                    kept = shelf.directions();
                    Direction gone = deleted.get();
                    if (gone != null && isOwn(gone.name())) {
                        deleted.set(null); // another has taken its name
                    }
                    problem.set(String.join(" ", shelf.problems()));
                    rebuild();
                }
                case Outcome.Cancelled<Directions.Shelf> _ -> {}
                case Outcome.Failed<Directions.Shelf>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }

    private void rebuild() {
        List<Row> fresh = new ArrayList<>();
        for (Directions.Kept each : kept) {
            fresh.add(row(each.direction(), each.ready() ? Kind.READY : Kind.OWN));
        }
        rows.setAll(fresh);
        sync();
    }

    private Row row(Direction direction, Kind kind) {
        Row row = new Row(direction, kind, mapLayer(direction));
        row.value.subscribe((_, value) -> slide(row, value.doubleValue()));
        return row;
    }

    private @Nullable LayerChoice mapLayer(Direction direction) {
        List<LayerChoice> layers = LayerChoice.of(session.modelProperty().get());
        return direction.space() == DirectionSpace.FEATURE_MAPS
                        && direction.layers().getFirst() < layers.size()
                ? layers.get(direction.layers().getFirst())
                : null;
    }

    /// The latent or its styles have changed: every row shows where they are now.
    private void sync() {
        LatentState state = session.stateProperty().get();
        OpenModel model = session.modelProperty().get();
        if (state == null || model == null) {
            return;
        }
        boolean outer = syncing;
        syncing = true;
        try {
            for (Row row : rows) {
                if (fits(row.direction, state, model)) {
                    double place = row.movesLatents()
                            ? row.direction.coordinate(state.latent())
                            : row.direction.coordinate(shift(model));
                    if (Math.abs(row.value.get() - place) > TOLERANCE) {
                        row.value.set(place);
                    }
                }
            }
        } finally {
            syncing = outer;
        }
    }

    private static boolean fits(Direction direction, LatentState state, OpenModel model) {
        return model.fits(direction)
                && model.card().latentDimension() == state.latent().dimension();
    }

    private DecoderShift shift(OpenModel model) {
        Rendering rendering = session.renderingProperty().get();
        return model.shiftOr(rendering == null ? null : rendering.shift());
    }

    private void slide(Row row, double value) {
        LatentState state = session.stateProperty().get();
        OpenModel model = session.modelProperty().get();
        if (syncing
                || state == null
                || model == null
                || !fits(row.direction, state, model)
                || !Double.isFinite(value)) {
            return;
        }
        if (row.movesLatents()) {
            session.show(new LatentState(
                    state.model(), row.direction.at(state.latent(), value), new Origin.Named(row.name())));
            return;
        }
        Rendering rendering = session.renderingProperty().get();
        if (rendering != null) {
            session.renderBy(DirectionWalk.shifted(rendering, row.direction, model, value));
        }
    }
}
