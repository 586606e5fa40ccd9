package studio.latent.app.control;

import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;

/// The head, and the canvas on which the lines are drawn, once a frame at most.
final class LiveChartSkin extends StretchingSkin<LiveChart> implements ChartGestures.Plot {
    private static final double ROOM_LEFT = 52;
    private static final double ROOM_BELOW = 26;
    private static final double ROOM_ABOVE = 8;
    private static final double ROOM_RIGHT = 12;
    private static final double READOUT_GAP = 10;

    private final Canvas canvas = new Canvas();
    private final ChartHead head;
    private final Label placeholder;
    private final Label readout = new Label();
    private final ChartPalette palette = new ChartPalette();

    private double crosshair = Double.NaN;

    LiveChartSkin(LiveChart chart) {
        super(chart, new Dimension2D(160, 120), new Dimension2D(420, 220));
        head = new ChartHead(chart, this::svg);
        canvas.getStyleClass().add("plot");
        placeholder = placeholder(chart.placeholderProperty());
        readout.getStyleClass().addAll("readout", "figures");
        readout.setMouseTransparent(true);
        readout.setVisible(false);
        getChildren().addAll(palette.swatches());
        getChildren().addAll(head, canvas, placeholder, readout);
        chart.watch(
                () -> {
                    head.rebuild();
                    chart.requestLayout();
                },
                chart::requestLayout);
        registerChangeListener(chart.logarithmicProperty(), _ -> chart.requestLayout());
        registerChangeListener(chart.xLabelProperty(), _ -> chart.requestLayout());
        registerChangeListener(chart.markerProperty(), _ -> chart.requestLayout());
        palette.change().subscribe(_ -> chart.requestLayout());
        new ChartGestures(chart, canvas, this, this::moveCrosshair).listen();
    }

    @Override
    public void dispose() {
        getSkinnable().watch(() -> {}, () -> {});
        super.dispose();
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double headHeight = snapSizeY(head.prefHeight(width));
        head.resizeRelocate(x, y, width, headHeight);
        canvas.relocate(x, y + headHeight);
        canvas.setWidth(Math.max(0, width));
        canvas.setHeight(Math.max(0, height - headHeight));
        layoutInArea(placeholder, x, y + headHeight, width, height - headHeight, 0, HPos.CENTER, VPos.CENTER);
        draw();
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        ChartPainter.Area area = area();
        ChartRange range = range();
        placeholder.setVisible(range.isEmpty());
        if (range.isEmpty() || area.width() < 20 || area.height() < 20) {
            readout.setVisible(false);
            return;
        }
        ChartPainter painter = new ChartPainter(graphics, area, range.xScale(), range.yScale(), palette.colours());
        painter.frame(readout.getFont(), getSkinnable().xLabelProperty().get());
        List<ChartSeries> all = getSkinnable().allSeries();
        painter.clip();
        drawLines(painter, all);
        double marked = getSkinnable().markerProperty().get();
        if (!Double.isNaN(marked)) {
            painter.marker(marked);
        }
        boolean reading = !Double.isNaN(crosshair) && inside(range, crosshair);
        readout.setVisible(reading);
        if (reading) {
            painter.crosshair(crosshair, all);
        }
        painter.unclip();
        if (reading) {
            showReadout(painter.pixelX(crosshair), area);
        }
    }

    private static void drawLines(ChartPainter painter, List<ChartSeries> all) {
        List<String> runs = ChartSeries.runsOf(all);
        for (int place = 0; place < all.size(); place++) {
            ChartSeries series = all.get(place);
            if (series.isShown()) {
                if (series.hasBand()) {
                    painter.band(series, place);
                }
                painter.reference(series, place);
                painter.line(series, place, runs.indexOf(series.run()));
            }
        }
    }

    private static boolean inside(ChartRange range, double x) {
        return x >= range.xScale().low() && x <= range.xScale().high();
    }

    @Override
    public ChartRange range() {
        LiveChart chart = getSkinnable();
        return ChartRange.of(chart.allSeries(), chart.logarithmicProperty().get(), chart.zoom());
    }

    @Override
    public ChartPainter.Area area() {
        double width = canvas.getWidth() - ROOM_LEFT - ROOM_RIGHT;
        double height = canvas.getHeight() - ROOM_ABOVE - ROOM_BELOW;
        return new ChartPainter.Area(ROOM_LEFT, ROOM_ABOVE, width, height);
    }

    /// The chart as it stands; empty when it has no points.
    private String svg() {
        ChartRange range = range();
        if (range.isEmpty()) {
            return "";
        }
        List<String> lines = palette.lineCodes();
        LiveChart chart = getSkinnable();
        ChartSvg.Style style = new ChartSvg.Style(
                chart.titleProperty().get(),
                chart.xLabelProperty().get(),
                lines,
                Math.max(320, canvas.getWidth()),
                Math.max(200, canvas.getHeight()));
        return ChartSvg.write(style, chart.allSeries(), range);
    }

    @Override
    public double nearest(double x) {
        double best = Double.NaN;
        for (ChartSeries series : getSkinnable().allSeries()) {
            int at = series.nearest(x);
            if (series.isShown() && at >= 0 && !(Math.abs(series.x(at) - x) >= Math.abs(best - x))) {
                best = series.x(at);
            }
        }
        return best;
    }

    private void moveCrosshair(double x) {
        crosshair = x;
        getSkinnable().requestLayout();
    }

    private void showReadout(double pixelX, ChartPainter.Area area) {
        StringBuilder text = new StringBuilder();
        text.append(getSkinnable().xLabelProperty().get()).append(' ').append(ChartScale.label(crosshair));
        for (ChartSeries series : getSkinnable().allSeries()) {
            int at = series.nearest(crosshair);
            if (series.isShown() && at >= 0) {
                text.append('\n').append(series.label()).append(' ').append(ChartScale.label(series.y(at)));
                if (Double.isFinite(series.low(at)) && Double.isFinite(series.high(at))) {
                    text.append(" (").append(ChartScale.label(series.low(at)));
                    text.append(" – ").append(ChartScale.label(series.high(at))).append(')');
                }
            }
        }
        readout.setText(text.toString().strip());
        getSkinnable().setAccessibleText(getSkinnable().titleProperty().get() + " " + text);
        double width = readout.prefWidth(-1);
        double height = readout.prefHeight(width);
        boolean fitsRight = pixelX + READOUT_GAP + width <= area.right();
        double left = fitsRight ? pixelX + READOUT_GAP : pixelX - READOUT_GAP - width;
        readout.resizeRelocate(
                canvas.getLayoutX() + Math.max(0, left), canvas.getLayoutY() + area.top(), width, height);
    }
}
