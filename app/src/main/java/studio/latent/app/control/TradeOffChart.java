package studio.latent.app.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import studio.latent.app.l10n.Messages;

/// Curves through points in a plane of two shares, each point at one value of a setting: precision against recall.
///
/// A curve may turn back, so it is no series over x. The mouse, or the arrow keys once the chart has the focus,
/// read single points off.
public final class TradeOffChart extends Control {
    /// One point.
    ///
    /// @param label the setting's value at it
    /// @param chief whether it is the one that the setting starts from
    public record Mark(double x, double y, String label, boolean chief) {
        public Mark {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a mark must be finite, got " + x + " and " + y);
            }
        }
    }

    /// One curve; its colour is that of its place among all.
    public record Curve(String name, List<Mark> marks) {
        public Curve {
            marks = List.copyOf(marks);
        }
    }

    private final StringProperty xLabel = new SimpleStringProperty(this, "xLabel", "");
    private final StringProperty yLabel = new SimpleStringProperty(this, "yLabel", "");
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private List<Curve> curves = List.of();
    private double leastSpan = SHARES;
    private Runnable onChange = () -> {};

    /// Shares that differ by less than a tenth differ by little: the plane does not blow that up.
    private static final double SHARES = 0.1;

    public TradeOffChart(Messages messages) {
        getStyleClass().addAll("live-chart", "trade-off-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(messages.text("control.tradeOff.keys"));
        setFocusTraversable(true);
    }

    /// Shows these curves in place of those before.
    public void show(List<Curve> newest) {
        curves = List.copyOf(newest);
        onChange.run();
    }

    public List<Curve> curves() {
        return curves;
    }

    /// All points, curve by curve: the order in which the keys walk through them.
    List<Mark> marks() {
        List<Mark> all = new ArrayList<>();
        curves.forEach(curve -> all.addAll(curve.marks()));
        return all;
    }

    /// For numbers that are no shares: the plane is as large as they are, however near they lie.
    public void fitAnyScale() {
        leastSpan = 0;
        onChange.run();
    }

    /// The least that an axis reaches over.
    double leastSpan() {
        return leastSpan;
    }

    /// What the level axis is ("recall").
    public StringProperty xLabelProperty() {
        return xLabel;
    }

    /// What the upright axis is ("precision").
    public StringProperty yLabelProperty() {
        return yLabel;
    }

    /// What is written where there are no points.
    public StringProperty placeholderProperty() {
        return placeholder;
    }

    /// The chart as a file: as it stands, as a drawing or as the table of its points.
    ///
    /// @param title what a drawing is called
    /// @throws IllegalStateException before the chart is shown, or without a point
    public byte[] file(ChartFormat format, String title) {
        if (!(getSkin() instanceof TradeOffChartSkin skin) || marks().isEmpty()) {
            throw new IllegalStateException("the chart must be shown and have a point");
        }
        TradeOffFile file = new TradeOffFile(title, xLabel.get(), yLabel.get(), curves);
        return switch (format) {
            case PNG -> ChartPng.write(this);
            case SVG -> skin.svg(file).getBytes(StandardCharsets.UTF_8);
            case CSV -> file.csv().getBytes(StandardCharsets.UTF_8);
        };
    }

    void watch(Runnable change) {
        onChange = change;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new TradeOffChartSkin(this);
    }
}
