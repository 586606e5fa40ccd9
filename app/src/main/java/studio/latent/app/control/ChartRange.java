package studio.latent.app.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The smallest box around all points that are shown, their bands and reference levels.
///
/// @param fromX smallest x of all; +∞ without points
/// @param toX largest x of all
/// @param low smallest y of those within the zoom
/// @param high largest y
/// @param logarithmic whether only values above 0 count
/// @param zoom which part of the box is shown
record ChartRange(double fromX, double toX, double low, double high, boolean logarithmic, ChartZoom zoom) {
    static ChartRange of(List<ChartSeries> all, boolean logarithmic) {
        return of(all, logarithmic, ChartZoom.NONE);
    }

    static ChartRange of(List<ChartSeries> all, boolean logarithmic, ChartZoom zoom) {
        Box box = new Box(logarithmic);
        for (ChartSeries series : all) {
            if (series.isShown() && series.size() > 0) {
                box.add(series, zoom.x());
            }
        }
        return new ChartRange(box.fromX, box.toX, box.low, box.high, logarithmic, zoom);
    }

    boolean isEmpty() {
        return !(fromX <= toX) || (zoom.isNone() && !(low <= high));
    }

    /// All of the level axis, without room at its ends: the newest point stands at the right edge.
    ChartScale wholeX() {
        return new ChartScale(fromX, toX > fromX ? toX : fromX + 1, false);
    }

    ChartScale xScale() {
        ChartScale part = zoom.x();
        return part == null ? wholeX() : part;
    }

    ChartScale yScale() {
        ChartScale part = zoom.y();
        if (part != null && part.logarithmic() == logarithmic) {
            return part;
        }
        // A zoom between two points shows nothing but the line that crosses it.
        return low <= high ? ChartScale.around(low, high, logarithmic) : ChartScale.around(1, 10, logarithmic);
    }

    /// Grows with what it is given.
    private static final class Box {
        private final boolean logarithmic;
        private double fromX = Double.POSITIVE_INFINITY;
        private double toX = Double.NEGATIVE_INFINITY;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        Box(boolean logarithmic) {
            this.logarithmic = logarithmic;
        }

        void add(ChartSeries series, @Nullable ChartScale part) {
            fromX = Math.min(fromX, series.x(0));
            toX = Math.max(toX, series.x(series.size() - 1));
            int from = part == null ? 0 : Math.max(0, series.firstFrom(part.low()) - 1);
            int end = part == null ? series.size() : Math.min(series.size(), series.firstFrom(part.high()) + 2);
            for (int i = from; i < end; i++) {
                add(series.y(i));
                if (series.hasBand()) {
                    add(series.low(i));
                    add(series.high(i));
                }
            }
            ChartSeries.Reference reference = series.reference();
            if (reference != null) {
                add(reference.value());
            }
        }

        private void add(double y) {
            if (Double.isFinite(y) && (!logarithmic || y > 0)) {
                low = Math.min(low, y);
                high = Math.max(high, y);
            }
        }
    }
}
