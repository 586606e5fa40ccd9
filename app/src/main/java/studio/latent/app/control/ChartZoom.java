package studio.latent.app.control;

import org.jspecify.annotations.Nullable;

/// Which part of the data a chart shows.
///
/// @param x the part of the level axis; null shows all and follows the newest point
/// @param y the part of the upright axis; null fits the lines that are shown
record ChartZoom(@Nullable ChartScale x, @Nullable ChartScale y) {
    /// Everything, and what is yet to come.
    static final ChartZoom NONE = new ChartZoom(null, null);

    /// No closer than this share of the whole.
    private static final double CLOSEST = 1e-6;

    /// The level axis with `factor` times its width, about the point at `share` of it, within `whole`.
    ChartZoom zoomX(ChartScale whole, double share, double factor) {
        return new ChartZoom(within(whole, scaled(xOr(whole), share, factor)), y);
    }

    /// The upright axis with `factor` times its height, about the point at `share` of it.
    ChartZoom zoomY(ChartScale shown, double share, double factor) {
        ChartScale next = scaled(shown, share, factor);
        return next == null ? this : new ChartZoom(x, next);
    }

    /// What is `shares` of the width further to the right, within `whole`.
    ChartZoom panX(ChartScale whole, double shares) {
        ChartScale now = x;
        if (now == null) {
            return this;
        }
        double most = Math.max(now.position(whole.high()) - 1, 0);
        double move = Math.clamp(shares, Math.min(now.position(whole.low()), 0), most);
        return new ChartZoom(moved(now, move), y);
    }

    /// What is `shares` of the height further up; without a zoom of its own the upright axis stays as it is.
    ChartZoom panY(double shares) {
        ChartScale now = y;
        return now == null ? this : new ChartZoom(x, moved(now, shares));
    }

    boolean isNone() {
        return x == null && y == null;
    }

    private ChartScale xOr(ChartScale whole) {
        ChartScale now = x;
        return now == null ? whole : now;
    }

    private static ChartScale moved(ChartScale scale, double shares) {
        return new ChartScale(scale.valueAt(shares), scale.valueAt(1 + shares), scale.logarithmic());
    }

    private static @Nullable ChartScale scaled(ChartScale scale, double share, double factor) {
        double low = scale.valueAt(share - share * factor);
        double high = scale.valueAt(share + (1 - share) * factor);
        boolean sound =
                low < high && Double.isFinite(low) && Double.isFinite(high) && (!scale.logarithmic() || low > 0);
        return sound ? new ChartScale(low, high, scale.logarithmic()) : null;
    }

    /// `wanted` cut to `whole`; null when nothing is cut away, and no closer than makes sense.
    private @Nullable ChartScale within(ChartScale whole, @Nullable ChartScale wanted) {
        if (wanted == null || wanted.high() - wanted.low() < CLOSEST * (whole.high() - whole.low())) {
            return x;
        }
        double low = Math.max(wanted.low(), whole.low());
        double high = Math.min(wanted.high(), whole.high());
        return low <= whole.low() && high >= whole.high() ? null : new ChartScale(low, high, whole.logarithmic());
    }
}
