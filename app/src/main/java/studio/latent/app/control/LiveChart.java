package studio.latent.app.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import studio.latent.app.l10n.Messages;

/// Lines that grow while one watches, smooth with a hundred thousand points each.
///
/// Points are appended at any pace and drawn at most once a frame. The legend hides and shows lines, a button switches
/// the
/// upright axis to a logarithm, and the mouse, or arrow keys once the chart has the focus, read values off.
public final class LiveChart extends Control {
    /// How many series have a colour of their own; further ones begin again.
    static final int COLOURS = 8;

    private final Messages messages;
    private final Map<String, ChartSeries> series = new LinkedHashMap<>();
    private final StringProperty title = new SimpleStringProperty(this, "title", "");
    private final StringProperty xLabel = new SimpleStringProperty(this, "xLabel", "");
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic", false);
    private Runnable onSeriesChange = () -> {};
    private Runnable onPointsChange = () -> {};

    public LiveChart(Messages messages) {
        this.messages = messages;
        getStyleClass().add("live-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(messages.text("control.chart.keys"));
        setFocusTraversable(true);
    }

    /// The series of this name, made when it is asked for first; the order of making is the order of the legend.
    public ChartSeries series(String name) {
        ChartSeries known = series.get(name);
        if (known == null) {
            known = new ChartSeries(name, () -> onPointsChange.run());
            series.put(name, known);
            onSeriesChange.run();
        }
        return known;
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

    /// Whether the upright axis is a logarithm; values that are not above 0 are then left out.
    public BooleanProperty logarithmicProperty() {
        return logarithmic;
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
