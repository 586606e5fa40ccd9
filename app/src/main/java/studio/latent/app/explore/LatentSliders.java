package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.edit.AxisEdit;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;

/// The latent under the hand as numbers to slide: along the principal directions in standard deviations, and raw.
///
/// The first [#LEADING] directions are always there; the others and the raw coordinates are shown [#PAGE] at a
/// time, so that a latent of thousands of numbers costs no more than a small one.
public final class LatentSliders {
    static final int LEADING = 10;
    static final int PAGE = 16;
    /// A slider that differs from the latent by less than this is not moved: it is where the hand left it.
    private static final double TOLERANCE = 1e-4;

    /// One number to slide.
    public static final class Row {
        private final int index;
        private final double share;
        private final DoubleProperty value = new SimpleDoubleProperty();

        Row(int index, double share) {
            this.index = index;
            this.share = share;
        }

        /// Which direction or coordinate; counts from 0.
        public int index() {
            return index;
        }

        /// Share of the data's variance along the direction, in [0, 1]; 0 where none was measured.
        public double share() {
            return share;
        }

        /// Standard deviations from the middle of the data, or the raw number. Setting it moves the latent.
        public DoubleProperty valueProperty() {
            return value;
        }
    }

    /// A part of a long list of rows.
    public static final class Page {
        private final ObservableList<Row> rows = FXCollections.observableArrayList();
        private final ObservableList<Row> rowsView = FXCollections.unmodifiableObservableList(rows);
        private final ReadOnlyIntegerWrapper number = new ReadOnlyIntegerWrapper();
        private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
        private final Runnable refill;

        Page(Runnable refill) {
            this.refill = refill;
        }

        public ObservableList<Row> rows() {
            return rowsView;
        }

        /// The page shown; counts from 0.
        public ReadOnlyIntegerProperty numberProperty() {
            return number.getReadOnlyProperty();
        }

        public ReadOnlyIntegerProperty countProperty() {
            return count.getReadOnlyProperty();
        }

        /// Turns to another page; past an end stays at it.
        public void turnTo(int page) {
            number.set(Math.clamp(page, 0, Math.max(0, count.get() - 1)));
            refill.run();
        }
    }

    private final Session session;
    private final ObservableList<Row> leading = FXCollections.observableArrayList();
    private final ObservableList<Row> leadingView = FXCollections.unmodifiableObservableList(leading);
    private final Page further = new Page(this::fillFurther);
    private final Page raw = new Page(this::fillRaw);
    private final ReadOnlyBooleanWrapper fitted = new ReadOnlyBooleanWrapper();
    private boolean syncing;

    LatentSliders(Session session) {
        this.session = session;
        session.modelProperty().subscribe(_ -> rebuild());
        session.stateProperty().subscribe(_ -> sync());
    }

    public ObservableList<Row> leading() {
        return leadingView;
    }

    /// Directions behind the leading ones.
    public Page further() {
        return further;
    }

    /// The latent's own numbers.
    public Page raw() {
        return raw;
    }

    /// Whether the directions were measured on data; without, they are the coordinates.
    public ReadOnlyBooleanProperty fittedProperty() {
        return fitted.getReadOnlyProperty();
    }

    /// One gesture: puts all sliders to the middle of the data.
    public void resetAll() {
        OpenModel model = session.modelProperty().get();
        if (model != null) {
            session.record(new LatentState(
                    model.card().name(), new Latent(model.geometry().mean().clone()), new Origin.Centre()));
        }
    }

    private Optional<LatentGeometry> geometry() {
        @Nullable OpenModel model = session.modelProperty().get();
        return model == null ? Optional.empty() : Optional.of(model.geometry());
    }

    private void rebuild() {
        Optional<LatentGeometry> geometry = geometry();
        int axes = geometry.map(g -> g.axes().length).orElse(0);
        int dimension = geometry.map(LatentGeometry::dimension).orElse(0);
        fitted.set(geometry.map(LatentGeometry::fitted).orElse(false));
        leading.setAll(axisRows(0, Math.min(LEADING, axes)));
        further.count.set(pages(axes - LEADING));
        further.turnTo(0);
        raw.count.set(pages(dimension));
        raw.turnTo(0);
    }

    private static int pages(int rows) {
        return Math.max(0, (rows + PAGE - 1) / PAGE);
    }

    private void fillFurther() {
        int axes = geometry().map(g -> g.axes().length).orElse(0);
        int from = LEADING + further.number.get() * PAGE;
        further.rows.setAll(axisRows(from, Math.min(from + PAGE, axes)));
        sync();
    }

    private void fillRaw() {
        int dimension = geometry().map(LatentGeometry::dimension).orElse(0);
        int from = raw.number.get() * PAGE;
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < Math.min(from + PAGE, dimension); i++) {
            Row row = new Row(i, 0);
            row.value.subscribe((_, value) -> coordinate(row, value.doubleValue()));
            rows.add(row);
        }
        raw.rows.setAll(rows);
        sync();
    }

    private List<Row> axisRows(int from, int to) {
        List<Row> rows = new ArrayList<>();
        geometry().ifPresent(geometry -> {
            double variance = 0;
            for (float deviation : geometry.deviations()) {
                variance += deviation * deviation;
            }
            for (int i = from; i < to; i++) {
                double deviation = geometry.deviations()[i];
                Row row = new Row(i, geometry.fitted() && variance > 0 ? deviation * deviation / variance : 0);
                row.value.subscribe((_, value) -> slide(row, value.doubleValue()));
                rows.add(row);
            }
        });
        return rows;
    }

    /// The latent has changed: every row shows where it is now.
    private void sync() {
        LatentState state = session.stateProperty().get();
        Optional<LatentGeometry> geometry = geometry();
        if (state == null || geometry.isEmpty()) {
            return;
        }
        boolean outer = syncing;
        syncing = true;
        try {
            leading.forEach(row -> put(row, AxisEdit.coordinate(geometry.get(), state.latent(), row.index)));
            further.rows.forEach(row -> put(row, AxisEdit.coordinate(geometry.get(), state.latent(), row.index)));
            raw.rows.forEach(row -> put(row, state.latent().values()[row.index]));
        } finally {
            syncing = outer;
        }
    }

    private static void put(Row row, double value) {
        if (Math.abs(row.value.get() - value) > TOLERANCE) {
            row.value.set(value);
        }
    }

    private void slide(Row row, double value) {
        LatentState state = session.stateProperty().get();
        Optional<LatentGeometry> geometry = geometry();
        if (!syncing && state != null && geometry.isPresent() && Double.isFinite(value)) {
            Latent moved = AxisEdit.withCoordinate(geometry.get(), state.latent(), row.index, value);
            session.show(new LatentState(state.model(), moved, new Origin.Axis(row.index)));
        }
    }

    private void coordinate(Row row, double value) {
        LatentState state = session.stateProperty().get();
        if (!syncing && state != null && Double.isFinite(value)) {
            float[] values = state.latent().values().clone();
            values[row.index] = (float) value;
            session.show(new LatentState(state.model(), new Latent(values), new Origin.Coordinate(row.index)));
        }
    }
}
