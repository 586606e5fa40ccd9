package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/// Title, legend and the canvas on which the lines are drawn, once a frame at most.
final class LiveChartSkin extends SkinBase<LiveChart> {
    private static final double ROOM_LEFT = 52;
    private static final double ROOM_BELOW = 26;
    private static final double ROOM_ABOVE = 8;
    private static final double ROOM_RIGHT = 12;
    private static final double READOUT_GAP = 10;

    private final Canvas canvas = new Canvas();
    private final Label title = new Label();
    private final FlowPane legend = new FlowPane();
    private final ToggleButton logarithm = new ToggleButton();
    private final HBox head;
    private final Label placeholder = new Label();
    private final Label readout = new Label();
    /// Never seen: the theme puts its colours here for the canvas, which has no style of its own.
    private final List<Region> palette = new ArrayList<>();

    private double crosshair = Double.NaN;

    LiveChartSkin(LiveChart chart) {
        super(chart);
        title.getStyleClass().add("title");
        title.textProperty().bind(chart.titleProperty());
        title.setMinWidth(Region.USE_PREF_SIZE);
        legend.getStyleClass().add("legend");
        HBox.setHgrow(legend, Priority.ALWAYS);
        logarithm.setText(chart.messages().text("control.chart.log"));
        logarithm.getStyleClass().add("log");
        logarithm.setMinWidth(Region.USE_PREF_SIZE);
        logarithm.setAccessibleText(chart.messages().text("control.chart.log.help"));
        logarithm.selectedProperty().bindBidirectional(chart.logarithmicProperty());
        head = new HBox(title, legend, logarithm);
        head.getStyleClass().add("head");
        head.setAlignment(Pos.CENTER_LEFT);
        canvas.getStyleClass().add("plot");
        placeholder.getStyleClass().add("placeholder");
        placeholder.textProperty().bind(chart.placeholderProperty());
        placeholder.setWrapText(true);
        readout.getStyleClass().addAll("readout", "figures");
        readout.setMouseTransparent(true);
        readout.setVisible(false);
        for (String role : List.of("grid", "text", "crosshair")) {
            addPalette(role);
        }
        for (int i = 0; i < LiveChart.COLOURS; i++) {
            addPalette("series-" + i);
        }
        getChildren().addAll(palette);
        getChildren().addAll(head, canvas, placeholder, readout);
        chart.watch(this::rebuildLegend, chart::requestLayout);
        registerChangeListener(chart.logarithmicProperty(), _ -> chart.requestLayout());
        registerChangeListener(chart.xLabelProperty(), _ -> chart.requestLayout());
        palette.getFirst().backgroundProperty().subscribe(_ -> chart.requestLayout());
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::mouseMoved);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> moveCrosshair(Double.NaN));
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> chart.requestFocus());
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        rebuildLegend();
    }

    @Override
    public void dispose() {
        getSkinnable().watch(() -> {}, () -> {});
        super.dispose();
    }

    private void addPalette(String role) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("palette", role);
        swatch.setManaged(false);
        // Transparent and without size, not invisible: invisible nodes get no style.
        swatch.setOpacity(0);
        palette.add(swatch);
    }

    private void rebuildLegend() {
        legend.getChildren().clear();
        int place = 0;
        for (ChartSeries series : getSkinnable().allSeries()) {
            Region swatch = new Region();
            swatch.getStyleClass().addAll("swatch", "series-" + place % LiveChart.COLOURS);
            ToggleButton entry = new ToggleButton(series.name(), swatch);
            entry.getStyleClass().add("entry");
            entry.setSelected(series.isShown());
            entry.setMinWidth(Region.USE_PREF_SIZE);
            entry.selectedProperty().subscribe(series::setShown);
            legend.getChildren().add(entry);
            place++;
        }
        getSkinnable().requestLayout();
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
        ChartRange range = ChartRange.of(getSkinnable().allSeries(), logarithm.isSelected());
        placeholder.setVisible(range.isEmpty());
        if (range.isEmpty() || area.width() < 20 || area.height() < 20) {
            readout.setVisible(false);
            return;
        }
        ChartPainter painter = new ChartPainter(graphics, area, range.xScale(), range.yScale(), colours());
        painter.frame(readout.getFont(), getSkinnable().xLabelProperty().get());
        List<ChartSeries> all = getSkinnable().allSeries();
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).isShown()) {
                painter.line(all.get(place), place);
            }
        }
        boolean reading = !Double.isNaN(crosshair);
        readout.setVisible(reading);
        if (reading) {
            painter.crosshair(crosshair, all);
            showReadout(painter.pixelX(crosshair), area);
        }
    }

    private ChartPainter.Area area() {
        double width = canvas.getWidth() - ROOM_LEFT - ROOM_RIGHT;
        double height = canvas.getHeight() - ROOM_ABOVE - ROOM_BELOW;
        return new ChartPainter.Area(ROOM_LEFT, ROOM_ABOVE, width, height);
    }

    private ChartPainter.Colours colours() {
        List<Paint> lines = new ArrayList<>();
        for (int i = 0; i < LiveChart.COLOURS; i++) {
            lines.add(colourOf(palette.get(3 + i)));
        }
        return new ChartPainter.Colours(
                colourOf(palette.get(0)), colourOf(palette.get(1)), colourOf(palette.get(2)), lines);
    }

    private static Paint colourOf(Region swatch) {
        return swatch.getBackground() == null
                        || swatch.getBackground().getFills().isEmpty()
                ? Color.GRAY
                : swatch.getBackground().getFills().getFirst().getFill();
    }

    private void mouseMoved(MouseEvent event) {
        ChartRange range = ChartRange.of(getSkinnable().allSeries(), logarithm.isSelected());
        ChartPainter.Area area = area();
        double share = (event.getX() - area.left()) / area.width();
        boolean inside = share >= 0 && share <= 1 && !range.isEmpty();
        moveCrosshair(inside ? nearestX(range.xScale().valueAt(share)) : Double.NaN);
    }

    /// The x of a point of any shown series that is nearest to `x`.
    private double nearestX(double x) {
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

    private void keyPressed(KeyEvent event) {
        ChartRange range = ChartRange.of(getSkinnable().allSeries(), logarithm.isSelected());
        if (range.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        double width = range.xScale().high() - range.xScale().low();
        double stride = width / (event.isShiftDown() ? 10 : 100);
        double from = Double.isNaN(crosshair) ? range.xScale().high() : crosshair;
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> moveCrosshair(nearestX(from - stride));
            case RIGHT -> moveCrosshair(nearestX(from + stride));
            case HOME -> moveCrosshair(nearestX(range.xScale().low()));
            case END -> moveCrosshair(nearestX(range.xScale().high()));
            case ESCAPE -> moveCrosshair(Double.NaN);
            case L -> logarithm.setSelected(!logarithm.isSelected());
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void showReadout(double pixelX, ChartPainter.Area area) {
        StringBuilder text = new StringBuilder();
        text.append(getSkinnable().xLabelProperty().get()).append(' ').append(ChartScale.label(crosshair));
        for (ChartSeries series : getSkinnable().allSeries()) {
            int at = series.nearest(crosshair);
            if (series.isShown() && at >= 0) {
                text.append('\n').append(series.name()).append(' ').append(ChartScale.label(series.y(at)));
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

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + 420 + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + 220 + bottom;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + 160 + right;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + 120 + bottom;
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }

    @Override
    protected double computeMaxHeight(double width, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }
}
