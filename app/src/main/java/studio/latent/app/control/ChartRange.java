package studio.latent.app.control;

import java.util.List;

/// The smallest box around all points that are shown.
///
/// @param fromX smallest x; +∞ without points
/// @param toX largest x
/// @param low smallest y
/// @param high largest y
/// @param logarithmic whether only values above 0 count
record ChartRange(double fromX, double toX, double low, double high, boolean logarithmic) {
    static ChartRange of(List<ChartSeries> all, boolean logarithmic) {
        double fromX = Double.POSITIVE_INFINITY;
        double toX = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (ChartSeries series : all) {
            if (!series.isShown() || series.size() == 0) {
                continue;
            }
            fromX = Math.min(fromX, series.x(0));
            toX = Math.max(toX, series.x(series.size() - 1));
            for (int i = 0; i < series.size(); i++) {
                double y = series.y(i);
                if (Double.isFinite(y) && (!logarithmic || y > 0)) {
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
        return new ChartRange(fromX, toX, low, high, logarithmic);
    }

    boolean isEmpty() {
        return !(low <= high);
    }

    /// The level scale without room at its ends: the newest point stands at the right edge.
    ChartScale xScale() {
        return new ChartScale(fromX, toX > fromX ? toX : fromX + 1, false);
    }

    ChartScale yScale() {
        return ChartScale.around(low, high, logarithmic);
    }
}
