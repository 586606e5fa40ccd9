package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A chart's shown lines as an SVG document: the same decimated curves as on the canvas, with axes and a legend.
///
/// **Units** user units of the document are pixels of the canvas.
final class ChartSvg {
    private static final double LEFT = 60;
    private static final double RIGHT = 16;
    private static final double TOP = 34;
    private static final double BELOW = 34;
    private static final double LEGEND_LINE = 18;

    private final String title;
    private final String xLabel;
    private final List<String> colours;
    private final ChartPainter.Area area;
    private final ChartScale x;
    private final ChartScale y;

    private ChartSvg(String title, String xLabel, List<String> colours, ChartRange range, double width, double height) {
        this.title = title;
        this.xLabel = xLabel;
        this.colours = colours;
        area = new ChartPainter.Area(LEFT, TOP, width - LEFT - RIGHT, height - TOP - BELOW);
        x = range.xScale();
        y = range.yScale();
    }

    /// How a figure is drawn.
    ///
    /// @param colours one a series, used in turn: `#rrggbb`
    /// @param width of the plot with its axes; the legend comes below
    record Style(String title, String xLabel, List<String> colours, double width, double height) {}

    /// @param range must not be empty
    static String write(Style style, List<ChartSeries> all, ChartRange range) {
        return new ChartSvg(style.title(), style.xLabel(), style.colours(), range, style.width(), style.height())
                .document(all, style.width(), style.height());
    }

    private String document(List<ChartSeries> all, double width, double height) {
        List<String> runs = ChartSeries.runsOf(all);
        StringBuilder lines = new StringBuilder();
        StringBuilder legend = new StringBuilder();
        int row = 0;
        for (int place = 0; place < all.size(); place++) {
            ChartSeries series = all.get(place);
            if (series.isShown()) {
                String stroke = stroke(place, runs.indexOf(series.run()));
                band(lines, series, place);
                reference(lines, series, place);
                curves(lines, series, stroke);
                double level = height + 6 + LEGEND_LINE * row++;
                legend.append("<path fill=\"none\" " + stroke + " d=\"M" + n(LEFT) + " " + n(level) + "h24\"/>\n");
                legend.append(text(LEFT + 32, level + 4, "start", series.label()));
            }
        }
        double total = height + 6 + LEGEND_LINE * row;
        return head(title, width, total)
                + frame()
                + "<clipPath id=\"plot\"><rect x=\"" + n(area.left()) + "\" y=\"" + n(area.top()) + "\" width=\""
                + n(area.width()) + "\" height=\"" + n(area.height())
                + "\"/></clipPath>\n<g clip-path=\"url(#plot)\">\n"
                + lines + "</g>\n" + legend + "</svg>\n";
    }

    private String frame() {
        StringBuilder frame = new StringBuilder();
        frame.append("<text x=\"" + n(LEFT) + "\" y=\"20\" font-size=\"14\" font-weight=\"bold\">" + escaped(title)
                + "</text>\n");
        for (double value : y.ticks(6)) {
            double level = pixelY(value);
            frame.append("<path stroke=\"#d0d4d9\" d=\"M" + n(area.left()) + " " + n(level) + "H" + n(area.right())
                    + "\"/>\n");
            frame.append(text(area.left() - 6, level + 4, "end", ChartScale.label(value)));
        }
        frame.append("<path stroke=\"#8a8f98\" d=\"M" + n(area.left()) + " " + n(area.bottom()) + "H" + n(area.right())
                + "\"/>\n");
        for (double value : x.ticks(6)) {
            if (pixelX(value) < area.right() - 60) {
                frame.append(text(pixelX(value), area.bottom() + 18, "middle", ChartScale.label(value)));
            }
        }
        return frame.append(text(area.right(), area.bottom() + 18, "end", xLabel))
                .toString();
    }

    private void curves(StringBuilder into, ChartSeries series, String stroke) {
        double perColumn = (x.high() - x.low()) / Math.max(1, area.width());
        ChartSeries.Polyline line = series.decimate(x.low(), x.high(), perColumn);
        List<String> points = new ArrayList<>();
        for (int i = 0; i <= line.size(); i++) {
            double level = i < line.size() ? pixelY(line.y(i)) : Double.NaN;
            if (!Double.isNaN(level)) {
                points.add(n(pixelX(line.x(i))) + "," + n(level));
            } else if (!points.isEmpty()) {
                if (points.size() == 1) {
                    points.add(points.getFirst());
                }
                into.append("<polyline fill=\"none\" stroke-linecap=\"round\" " + stroke + " points=\""
                        + String.join(" ", points) + "\"/>\n");
                points.clear();
            }
        }
    }

    private void band(StringBuilder into, ChartSeries series, int place) {
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (int i = 0; i <= series.size(); i++) {
            boolean banded = i < series.size() && Double.isFinite(series.low(i)) && Double.isFinite(series.high(i));
            if (banded) {
                double low = pixelY(series.low(i));
                above.add(n(pixelX(series.x(i))) + "," + n(pixelY(series.high(i))));
                below.addFirst(n(pixelX(series.x(i))) + "," + n(Double.isNaN(low) ? area.bottom() : low));
            } else if (!above.isEmpty()) {
                above.addAll(below);
                into.append("<polygon fill=\"" + colour(place) + "\" fill-opacity=\"0.18\" points=\""
                        + above.stream().collect(Collectors.joining(" ")) + "\"/>\n");
                above.clear();
                below.clear();
            }
        }
    }

    private void reference(StringBuilder into, ChartSeries series, int place) {
        ChartSeries.Reference reference = series.reference();
        double level = reference == null ? Double.NaN : pixelY(reference.value());
        if (reference != null && !Double.isNaN(level)) {
            into.append("<path stroke=\"" + colour(place) + "\" stroke-dasharray=\"2 4\" d=\"M" + n(area.left()) + " "
                    + n(level) + "H" + n(area.right()) + "\"/>\n");
            into.append(text(area.right() - 2, level - 3, "end", reference.label()));
        }
    }

    private String stroke(int place, int run) {
        double[] dashes = ChartPainter.dashes(run);
        StringBuilder stroke = new StringBuilder("stroke=\"" + colour(place) + "\" stroke-width=\"1.5\"");
        if (dashes.length > 0) {
            stroke.append(" stroke-dasharray=\"");
            for (int i = 0; i < dashes.length; i++) {
                stroke.append(i == 0 ? "" : " ").append(n(dashes[i]));
            }
            stroke.append('"');
        }
        return stroke.toString();
    }

    private String colour(int place) {
        return colours.get(place % colours.size());
    }

    private double pixelX(double value) {
        return area.left() + x.position(value) * area.width();
    }

    private double pixelY(double value) {
        return area.bottom() - y.position(value) * area.height();
    }

    static String text(double x, double y, String anchor, String words) {
        return "<text x=\"" + n(x) + "\" y=\"" + n(y) + "\" fill=\"#30343a\" text-anchor=\"" + anchor + "\">"
                + escaped(words) + "</text>\n";
    }

    /// At most two digits after the point: a hundredth of a pixel.
    static String n(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }

    /// The beginning of a document of this size on white.
    static String head(String title, double width, double height) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                + n(width)
                + "\" height=\"" + n(height) + "\" viewBox=\"0 0 " + n(width) + " " + n(height)
                + "\" font-family=\"sans-serif\" font-size=\"11\">\n<title>" + escaped(title) + "</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    }

    /// Text for XML: marks escaped, characters that XML does not have left out.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xd7ff)
                        || (c >= 0xe000 && c <= 0xfffd)
                        || c >= 0x10000)
                .forEach(c -> {
                    switch (c) {
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '&' -> escaped.append("&amp;");
                        case '"' -> escaped.append("&quot;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
