package studio.latent.app.control;

import java.util.function.DoubleConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Wheel, drag and keys on a chart: each becomes a new [ChartZoom] or moves the crosshair.
final class ChartGestures {
    private static final double STEP = 1.25;
    private static final double PAN = 0.25;

    private final LiveChart chart;
    private final Canvas canvas;
    private final Plot plot;
    private final DoubleConsumer crosshair;
    private double read = Double.NaN;
    private double dragX;
    private double dragY;

    /// What the gestures need to know of what is drawn.
    interface Plot {
        ChartRange range();

        ChartPainter.Area area();

        /// The x of the shown point that is nearest to `x`.
        double nearest(double x);
    }

    ChartGestures(LiveChart chart, Canvas canvas, Plot plot, DoubleConsumer crosshair) {
        this.chart = chart;
        this.canvas = canvas;
        this.plot = plot;
        this.crosshair = crosshair;
    }

    void listen() {
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> read(Double.NaN));
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
    }

    private void read(double x) {
        read = x;
        crosshair.accept(x);
    }

    private double shareX(double pixel) {
        return (pixel - plot.area().left()) / plot.area().width();
    }

    private double shareY(double pixel) {
        return (plot.area().bottom() - pixel) / plot.area().height();
    }

    private void moved(MouseEvent event) {
        ChartRange range = plot.range();
        double share = shareX(event.getX());
        boolean inside = share >= 0 && share <= 1 && !range.isEmpty();
        read(inside ? plot.nearest(range.xScale().valueAt(share)) : Double.NaN);
    }

    private void pressed(MouseEvent event) {
        chart.requestFocus();
        dragX = event.getX();
        dragY = event.getY();
    }

    private void dragged(MouseEvent event) {
        ChartRange range = plot.range();
        if (range.isEmpty()) {
            return;
        }
        ChartZoom zoom = chart.zoom()
                .panX(range.wholeX(), shareX(dragX) - shareX(event.getX()))
                .panY(shareY(dragY) - shareY(event.getY()));
        dragX = event.getX();
        dragY = event.getY();
        chart.zoom(zoom);
        event.consume();
    }

    private void clicked(MouseEvent event) {
        if (event.getClickCount() == 2) {
            chart.resetZoom();
            event.consume();
        }
    }

    private void scrolled(ScrollEvent event) {
        // With Shift some systems turn the wheel's movement to the side.
        double by = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
        ChartRange range = plot.range();
        if (by == 0 || range.isEmpty()) {
            return;
        }
        double factor = by > 0 ? 1 / STEP : STEP;
        if (event.isShiftDown()) {
            zoomY(range, Math.clamp(shareY(event.getY()), 0, 1), factor);
        } else {
            zoomX(range, Math.clamp(shareX(event.getX()), 0, 1), factor);
        }
        event.consume();
    }

    private void zoomX(ChartRange range, double share, double factor) {
        chart.zoom(chart.zoom().zoomX(range.wholeX(), share, factor));
    }

    private void zoomY(ChartRange range, double share, double factor) {
        chart.zoom(chart.zoom().zoomY(range.yScale(), share, factor));
    }

    private void keyed(KeyEvent event) {
        ChartRange range = plot.range();
        if (range.isEmpty() || event.isShortcutDown() || event.isAltDown() || event.getTarget() != chart) {
            return;
        }
        boolean handled = true;
        switch (event.getCode()) {
            case L ->
                chart.logarithmicProperty().set(!chart.logarithmicProperty().get());
            case PLUS, ADD, EQUALS -> zoomByKey(range, false, 1 / STEP);
            case MINUS, SUBTRACT -> zoomByKey(range, false, STEP);
            case UP -> zoomByKey(range, true, 1 / STEP);
            case DOWN -> zoomByKey(range, true, STEP);
            case PAGE_UP -> chart.zoom(chart.zoom().panX(range.wholeX(), -PAN));
            case PAGE_DOWN -> chart.zoom(chart.zoom().panX(range.wholeX(), PAN));
            case DIGIT0, NUMPAD0 -> chart.resetZoom();
            default -> handled = readByKey(range, event);
        }
        if (handled) {
            event.consume();
        }
    }

    /// About the crosshair where there is one, else about the middle.
    private void zoomByKey(ChartRange range, boolean upright, double factor) {
        if (upright) {
            zoomY(range, 0.5, factor);
        } else {
            double share = Double.isNaN(read) ? 0.5 : Math.clamp(range.xScale().position(read), 0, 1);
            zoomX(range, share, factor);
        }
    }

    private boolean readByKey(ChartRange range, KeyEvent event) {
        ChartScale x = range.xScale();
        double stride = (x.high() - x.low()) / (event.isShiftDown() ? 10 : 100);
        double from = Double.isNaN(read) ? x.high() : read;
        switch (event.getCode()) {
            case LEFT -> read(plot.nearest(from - stride));
            case RIGHT -> read(plot.nearest(from + stride));
            case HOME -> read(plot.nearest(x.low()));
            case END -> read(plot.nearest(x.high()));
            case ESCAPE -> read(Double.NaN);
            default -> {
                return false;
            }
        }
        return true;
    }
}
