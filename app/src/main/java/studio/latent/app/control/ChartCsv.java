package studio.latent.app.control;

import java.util.List;

/// The points of shown lines as a table in long form: `run,series,step,value,low,high`, one point a row.
///
/// Numbers have a point and no groups whatever the system's language; what is unknown is an empty cell. Rows end
/// with CR LF.
///
/// **Source** RFC 4180.
final class ChartCsv {
    private static final String END = "\r\n";

    private ChartCsv() {}

    /// @param run what the chart's own run is called
    static String write(String run, List<ChartSeries> all) {
        StringBuilder csv = new StringBuilder("run,series,step,value,low,high").append(END);
        for (ChartSeries series : all) {
            if (!series.isShown()) {
                continue;
            }
            String names = quoted(series.run().isEmpty() ? run : series.run()) + "," + quoted(series.name()) + ",";
            for (int i = 0; i < series.size(); i++) {
                csv.append(names)
                        .append(number(series.x(i)))
                        .append(',')
                        .append(number(series.y(i)))
                        .append(',')
                        .append(number(series.low(i)))
                        .append(',')
                        .append(number(series.high(i)))
                        .append(END);
            }
        }
        return csv.toString();
    }

    /// Whole numbers without a fraction, others with every digit that tells them apart.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
