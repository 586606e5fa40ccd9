package studio.latent.app.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws a chart's frame, lines and crosshair onto a canvas.
///
/// **Units** pixels of the canvas; the scales turn data into shares of the plot's area.
final class ChartPainter {
    /// Colours as the theme has resolved them.
    ///
    /// @param lines one a series, used in turn
    record Colours(Paint grid, Paint text, Paint crosshair, List<Paint> lines) {}

    /// The plot's area within the canvas.
    record Area(double left, double top, double width, double height) {
        double right() {
            return left + width;
        }

        double bottom() {
            return top + height;
        }
    }

    private static final double LINE_WIDTH = 1.5;
    private static final double TICK_GAP = 6;
    private static final double PIXELS_PER_TICK_X = 110;
    private static final double PIXELS_PER_TICK_Y = 46;

    private final GraphicsContext graphics;
    private final Area area;
    private final ChartScale x;
    private final ChartScale y;
    private final Colours colours;

    ChartPainter(GraphicsContext graphics, Area area, ChartScale x, ChartScale y, Colours colours) {
        this.graphics = graphics;
        this.area = area;
        this.x = x;
        this.y = y;
        this.colours = colours;
    }

    double pixelX(double value) {
        return area.left() + x.position(value) * area.width();
    }

    double pixelY(double value) {
        return area.bottom() - y.position(value) * area.height();
    }

    /// Grid lines and the numbers at their ends; `xName` stands at the right end below.
    void frame(Font font, String xName) {
        graphics.setFont(font);
        graphics.setLineWidth(1);
        graphics.setStroke(colours.grid());
        graphics.setFill(colours.text());
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.RIGHT);
        for (double value : y.ticks((int) (area.height() / PIXELS_PER_TICK_Y))) {
            double level = crisp(pixelY(value));
            graphics.strokeLine(area.left(), level, area.right(), level);
            graphics.fillText(ChartScale.label(value), area.left() - TICK_GAP, level);
        }
        graphics.setTextBaseline(VPos.TOP);
        graphics.setTextAlign(TextAlignment.CENTER);
        double below = area.bottom() + TICK_GAP;
        double reserved = xName.isEmpty() ? 0 : 9.0 * xName.length();
        for (double value : x.ticks((int) (area.width() / PIXELS_PER_TICK_X))) {
            double at = pixelX(value);
            if (at < area.right() - reserved) {
                graphics.fillText(ChartScale.label(value), at, below);
            }
        }
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.fillText(xName, area.right(), below);
        graphics.strokeLine(area.left(), crisp(area.bottom()), area.right(), crisp(area.bottom()));
    }

    /// One line in the colour of its place in the legend.
    void line(ChartSeries series, int place) {
        graphics.setStroke(colour(place));
        graphics.setLineWidth(LINE_WIDTH);
        double perColumn = (x.high() - x.low()) / Math.max(1, area.width());
        ChartSeries.Polyline line = series.decimate(x.low(), perColumn);
        double[] px = new double[line.size()];
        double[] py = new double[line.size()];
        int run = 0;
        for (int i = 0; i < line.size(); i++) {
            double level = pixelY(line.y(i));
            if (Double.isNaN(level)) {
                stroke(px, py, run, place);
                run = 0;
            } else {
                px[run] = pixelX(line.x(i));
                py[run] = level;
                run++;
            }
        }
        stroke(px, py, run, place);
    }

    private void stroke(double[] px, double[] py, int count, int place) {
        if (count == 1) {
            graphics.setFill(colour(place));
            graphics.fillOval(px[0] - 2, py[0] - 2, 4, 4);
        } else if (count > 1) {
            graphics.strokePolyline(px, py, count);
        }
    }

    /// An upright line at `atX` and a dot on each line there.
    void crosshair(double atX, List<ChartSeries> series) {
        double at = crisp(pixelX(atX));
        graphics.setStroke(colours.crosshair());
        graphics.setLineWidth(1);
        graphics.strokeLine(at, area.top(), at, area.bottom());
        for (int place = 0; place < series.size(); place++) {
            ChartSeries each = series.get(place);
            int nearest = each.nearest(atX);
            if (each.isShown() && nearest >= 0) {
                double level = pixelY(each.y(nearest));
                if (Double.isFinite(level)) {
                    graphics.setFill(colour(place));
                    graphics.fillOval(pixelX(each.x(nearest)) - 3, level - 3, 6, 6);
                }
            }
        }
    }

    private Paint colour(int place) {
        return colours.lines().get(place % colours.lines().size());
    }

    private static double crisp(double pixel) {
        return Math.floor(pixel) + 0.5;
    }
}
