package studio.latent.app.control;

import java.util.List;

/// A trade-off chart's curves as a vector drawing and as a table.
///
/// @param title of the drawing
/// @param xLabel what the level axis is
/// @param yLabel what the upright axis is
record TradeOffFile(String title, String xLabel, String yLabel, List<TradeOffChart.Curve> curves) {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 400;
    private static final double LEGEND_LINE = 18;
    private static final String END = "\r\n";
    private static final ChartPainter.Area AREA = new ChartPainter.Area(60, 48, WIDTH - 60 - 24, HEIGHT - 48 - 40);

    /// A row a point: the curve's name, the setting, then both shares. **Source** RFC 4180.
    String csv() {
        StringBuilder csv =
                new StringBuilder("curve,setting," + ChartCsv.quoted(xLabel) + "," + ChartCsv.quoted(yLabel));
        csv.append(END);
        for (TradeOffChart.Curve curve : curves) {
            for (TradeOffChart.Mark mark : curve.marks()) {
                csv.append(ChartCsv.quoted(curve.name()))
                        .append(',')
                        .append(ChartCsv.quoted(mark.label()))
                        .append(',')
                        .append(ChartCsv.number(mark.x()))
                        .append(',')
                        .append(ChartCsv.number(mark.y()))
                        .append(END);
            }
        }
        return csv.toString();
    }

    /// @param colours one a curve, used in turn: `#rrggbb`
    String svg(List<String> colours, ChartScale x, ChartScale y) {
        StringBuilder lines = new StringBuilder();
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < curves.size(); i++) {
            String colour = colours.get(i % colours.size());
            lines.append(drawn(curves.get(i), colour, x, y));
            double level = HEIGHT + 6 + LEGEND_LINE * i;
            legend.append("<circle fill=\"" + colour + "\" r=\"4\" cx=\"" + ChartSvg.n(AREA.left() + 6) + "\" cy=\""
                    + ChartSvg.n(level) + "\"/>\n");
            legend.append(ChartSvg.text(
                    AREA.left() + 20, level + 4, "start", curves.get(i).name()));
        }
        return ChartSvg.head(title, WIDTH, HEIGHT + 6 + LEGEND_LINE * curves.size()) + frame(x, y) + lines + legend
                + "</svg>\n";
    }

    private String frame(ChartScale x, ChartScale y) {
        StringBuilder frame = new StringBuilder();
        frame.append("<text x=\"" + ChartSvg.n(AREA.left()) + "\" y=\"20\" font-size=\"14\" font-weight=\"bold\">"
                + ChartSvg.escaped(title) + "</text>\n");
        for (double value : y.ticks(6)) {
            double level = pixelY(y, value);
            frame.append(
                    path("M" + ChartSvg.n(AREA.left()) + " " + ChartSvg.n(level) + "H" + ChartSvg.n(AREA.right())));
            frame.append(ChartSvg.text(AREA.left() - 6, level + 4, "end", ChartScale.label(value)));
        }
        for (double value : x.ticks(6)) {
            double upright = pixelX(x, value);
            frame.append(
                    path("M" + ChartSvg.n(upright) + " " + ChartSvg.n(AREA.top()) + "V" + ChartSvg.n(AREA.bottom())));
            frame.append(ChartSvg.text(upright, AREA.bottom() + 16, "middle", ChartScale.label(value)));
        }
        frame.append(ChartSvg.text(AREA.right(), AREA.bottom() + 32, "end", xLabel));
        return frame.append(ChartSvg.text(4, AREA.top() - 10, "start", yLabel)).toString();
    }

    private static String path(String data) {
        return "<path stroke=\"#d0d4d9\" fill=\"none\" d=\"" + data + "\"/>\n";
    }

    private static String drawn(TradeOffChart.Curve curve, String colour, ChartScale x, ChartScale y) {
        StringBuilder points = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (TradeOffChart.Mark mark : curve.marks()) {
            double px = pixelX(x, mark.x());
            double py = pixelY(y, mark.y());
            points.append(points.isEmpty() ? "" : " ")
                    .append(ChartSvg.n(px))
                    .append(',')
                    .append(ChartSvg.n(py));
            dots.append("<circle fill=\"" + colour + "\" r=\"" + (mark.chief() ? "5.5" : "3.5") + "\" cx=\""
                    + ChartSvg.n(px) + "\" cy=\"" + ChartSvg.n(py) + "\"/>\n");
            dots.append(ChartSvg.text(px + 7, py - 5, "start", mark.label()));
        }
        return "<polyline fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.5\" points=\"" + points + "\"/>\n"
                + dots;
    }

    private static double pixelX(ChartScale scale, double value) {
        return AREA.left() + scale.position(value) * AREA.width();
    }

    private static double pixelY(ChartScale scale, double value) {
        return AREA.bottom() - scale.position(value) * AREA.height();
    }
}
