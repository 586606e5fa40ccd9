package studio.latent.app.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Draws a chart's frame, lines and crosshair onto a canvas.
///
/// **Units** pixels of the canvas; the scales turn data into shares of the plot's area.
final class ChartPainter {
    /// Colours as the theme has resolved them.
    ///
    /// @param lines one a series, used in turn
    record Colours(Paint grid, Paint text, Paint crosshair, Paint marker, List<Paint> lines) {}

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
    private static final double BAND_OPACITY = 0.18;
    private static final double[] REFERENCE_DASHES = {2, 4};
    private static final double[] MARKER_DASHES = {5, 3};
    /// One pattern a run, used in turn; the first is a whole line.
    private static final List<double[]> DASHES =
            List.of(new double[0], new double[] {7, 4}, new double[] {2, 3}, new double[] {9, 3, 2, 3});

    private static final double TICK_GAP = 6;
    private static final double PIXELS_PER_TICK_X = 66;
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
        double reserved = xName.isEmpty() ? 0 : width(xName, font) + PIXELS_PER_TICK_X / 4.0;
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

    private static double width(String text, Font font) {
        Text drawn = new Text(text);
        drawn.setFont(font);
        return drawn.getLayoutBounds().getWidth();
    }

    /// The dashes of the lines of the run that is the `run`-th of the chart; none for the first.
    static double[] dashes(int run) {
        return DASHES.get(run % DASHES.size()).clone();
    }

    /// From here on nothing is drawn outside the plot's area, until [#unclip()].
    void clip() {
        graphics.save();
        graphics.beginPath();
        graphics.rect(area.left(), area.top(), area.width(), area.height());
        graphics.clip();
    }

    void unclip() {
        graphics.restore();
    }

    /// The band of a line and its reference level.
    void band(ChartSeries series, int place) {
        graphics.setFill(colour(place));
        graphics.setGlobalAlpha(BAND_OPACITY);
        int end = Math.min(series.size(), series.firstFrom(x.high()) + 1);
        int from = Math.max(0, series.firstFrom(x.low()) - 1);
        for (int i = from; i < end; i++) {
            int first = i;
            while (i < end && Double.isFinite(series.low(i)) && Double.isFinite(series.high(i))) {
                i++;
            }
            fillBand(series, first, i);
        }
        graphics.setGlobalAlpha(1);
    }

    private void fillBand(ChartSeries series, int first, int end) {
        int count = end - first;
        if (count < 1) {
            return;
        }
        double[] px = new double[2 * count];
        double[] py = new double[2 * count];
        for (int i = 0; i < count; i++) {
            px[i] = pixelX(series.x(first + i));
            py[i] = pixelY(series.high(first + i));
            px[2 * count - 1 - i] = px[i];
            double low = pixelY(series.low(first + i));
            // A logarithm has no place for a band's end at 0 or below: it reaches to the bottom.
            py[2 * count - 1 - i] = Double.isNaN(low) ? area.bottom() : low;
        }
        if (count == 1) {
            graphics.fillRect(px[0] - 3, py[0], 6, py[1] - py[0]);
        } else {
            graphics.fillPolygon(px, py, 2 * count);
        }
    }

    /// The level that a line is compared with, named at its right end.
    void reference(ChartSeries series, int place) {
        ChartSeries.Reference reference = series.reference();
        double level = reference == null ? Double.NaN : crisp(pixelY(reference.value()));
        if (reference == null || Double.isNaN(level)) {
            return;
        }
        graphics.setStroke(colour(place));
        graphics.setLineWidth(1);
        graphics.setLineDashes(REFERENCE_DASHES);
        graphics.strokeLine(area.left(), level, area.right(), level);
        graphics.setLineDashes();
        graphics.setFill(colours.text());
        graphics.setTextAlign(TextAlignment.RIGHT);
        boolean roomAbove = level - area.top() > 16;
        graphics.setTextBaseline(roomAbove ? VPos.BOTTOM : VPos.TOP);
        graphics.fillText(reference.label(), area.right() - 2, level + (roomAbove ? -2 : 2));
    }

    /// A broken upright line at a place that is spoken of elsewhere too.
    void marker(double atX) {
        double at = crisp(pixelX(atX));
        if (at < area.left() - 1 || at > area.right() + 1) {
            return;
        }
        graphics.setStroke(colours.marker());
        graphics.setLineWidth(1.5);
        graphics.setLineDashes(MARKER_DASHES);
        graphics.strokeLine(at, area.top(), at, area.bottom());
        graphics.setLineDashes();
    }

    /// One line in the colour of its place in the legend, in the dashes of its run.
    void line(ChartSeries series, int place, int runNumber) {
        graphics.setLineDashes(dashes(runNumber));
        graphics.setStroke(colour(place));
        graphics.setLineWidth(LINE_WIDTH);
        double perColumn = (x.high() - x.low()) / Math.max(1, area.width());
        ChartSeries.Polyline line = series.decimate(x.low(), x.high(), perColumn);
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
        graphics.setLineDashes();
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
