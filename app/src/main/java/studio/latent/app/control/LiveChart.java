package studio.latent.app.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;

/// Lines that grow while one watches, smooth with a hundred thousand points each.
///
/// Points are appended at any pace and drawn at most once a frame. The legend hides and shows lines, a button switches
/// the upright axis to a logarithm, the wheel or `+` and `-` zoom, dragging pans, and the mouse, or arrow keys once the
/// chart has the focus, read values off. Lines of other runs stand beside the chart's own in other dashes.
public final class LiveChart extends Control {
    /// How many series have a colour of their own; further ones begin again.
    static final int COLOURS = 8;

    /// Takes a chart that is to leave the window.
    @FunctionalInterface
    public interface Export {
        void save(ChartFormat format, byte[] content);
    }

    private final Messages messages;
    private final Map<String, ChartSeries> series = new LinkedHashMap<>();
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final StringProperty xLabel = new SimpleStringProperty(this, "xLabel", "");
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private final StringProperty runName = new SimpleStringProperty(this, "runName", "");
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic", false);
    private final DoubleProperty marker = new SimpleDoubleProperty(this, "marker", Double.NaN);
    private final ReadOnlyBooleanWrapper zoomed = new ReadOnlyBooleanWrapper(this, "zoomed", false);
    private ChartZoom zoom = ChartZoom.NONE;
    private @Nullable Export export;
    private Runnable onSeriesChange = () -> {};
    private Runnable onPointsChange = () -> {};

    public LiveChart(Messages messages) {
        this.messages = messages;
        getStyleClass().add("live-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(messages.text("control.chart.keys"));
        setFocusTraversable(true);
    }

    /// The chart's own series of this name, made when it is asked for first; the order of making is the legend's.
    public ChartSeries series(String name) {
        return series(name, "");
    }

    /// The series of this name that belongs to the run `run`; empty for the chart's own.
    public ChartSeries series(String name, String run) {
        return series(name, run, true);
    }

    /// The same, drawn at first or only listed in the legend.
    public ChartSeries series(String name, String run, boolean shownAtFirst) {
        ChartSeries known = series.get(key(name, run));
        if (known == null) {
            known = new ChartSeries(name, run, () -> onPointsChange.run());
            known.setShown(shownAtFirst);
            series.put(key(name, run), known);
            onSeriesChange.run();
        }
        return known;
    }

    private static String key(String name, String run) {
        return run + "\n" + name;
    }

    /// All series in the legend's order.
    public List<ChartSeries> allSeries() {
        return new ArrayList<>(series.values());
    }

    /// Removes all series and their points.
    public void clear() {
        series.clear();
        onSeriesChange.run();
    }

    /// Removes the series of one run.
    public void removeRun(String run) {
        series.values().removeIf(each -> each.run().equals(run));
        onSeriesChange.run();
    }

    public StringProperty titleProperty() {
        return title;
    }

    /// What the level axis counts ("step").
    public StringProperty xLabelProperty() {
        return xLabel;
    }

    /// What is written where there are no points yet.
    public StringProperty placeholderProperty() {
        return placeholder;
    }

    /// What the chart's own run is called in exported tables.
    public StringProperty runNameProperty() {
        return runName;
    }

    /// Whether the upright axis is a logarithm; values that are not above 0 are then left out.
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    /// An x that is marked with an upright line; NaN for none.
    public DoubleProperty markerProperty() {
        return marker;
    }

    /// Whether only a part of the data is shown; else the chart follows the newest points.
    public ReadOnlyBooleanProperty zoomedProperty() {
        return zoomed.getReadOnlyProperty();
    }

    /// Shows everything again and follows the newest points.
    public void resetZoom() {
        zoom(ChartZoom.NONE);
    }

    ChartZoom zoom() {
        return zoom;
    }

    void zoom(ChartZoom wanted) {
        zoom = wanted;
        zoomed.set(!wanted.isNone());
        onPointsChange.run();
    }

    /// Offers a menu to export the chart; `wanted` is given the whole content of the file on the FX thread.
    public void exportTo(Export wanted) {
        export = wanted;
        onSeriesChange.run();
    }

    @Nullable
    Export export() {
        return export;
    }

    /// Lets the skin know: `seriesChange` when the legend changes, `pointsChange` when only the lines do.
    void watch(Runnable seriesChange, Runnable pointsChange) {
        onSeriesChange = seriesChange;
        onPointsChange = pointsChange;
    }

    Messages messages() {
        return messages;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new LiveChartSkin(this);
    }
}
