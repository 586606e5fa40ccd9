package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One axis of a chart: a range of data, linear or logarithmic, and the marks on it.
///
/// @param low smallest value shown
/// @param high largest value shown, above `low`
/// @param logarithmic whether equal ratios take equal room; then `low` is above 0
record ChartScale(double low, double high, boolean logarithmic) {
    ChartScale {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException("scale must be finite, growing and above 0 where logarithmic, got " + low
                    + " to " + high + (logarithmic ? ", logarithmic" : ""));
        }
    }

    /// The scale that shows `low` to `high` with a little room at both ends.
    static ChartScale around(double low, double high, boolean logarithmic) {
        if (logarithmic) {
            double floor = Math.max(low, high * 1e-12);
            double ratio = Math.max(Math.pow(high / floor, 0.05), 1.05);
            return new ChartScale(floor / ratio, high * ratio, true);
        }
        double span = high - low;
        double room = span > 0 ? 0.05 * span : Math.max(Math.abs(high) * 0.1, 0.5);
        return new ChartScale(low - room, high + room, false);
    }

    /// Where `value` lies: 0 at the low end, 1 at the high end. NaN for what a logarithm does not have.
    double position(double value) {
        if (logarithmic) {
            return value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NaN;
        }
        return (value - low) / (high - low);
    }

    /// The value that lies at `position`.
    double valueAt(double position) {
        return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
    }

    /// Round values on the scale, about `wanted` of them.
    List<Double> ticks(int wanted) {
        if (logarithmic) {
            List<Double> powers = decades(wanted);
            if (powers.size() >= 2) {
                return powers;
            }
        }
        double step = niceStep((high - low) / Math.max(1, wanted));
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> decades(int wanted) {
        int from = (int) Math.ceil(Math.log10(low) - 1e-9);
        int to = (int) Math.floor(Math.log10(high) + 1e-9);
        int stride = Math.max(1, Math.ceilDiv(to - from + 1, Math.max(1, wanted + 1)));
        List<Double> ticks = new ArrayList<>();
        for (int exponent = from; exponent <= to; exponent += stride) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }

    /// The value of 1, 2 or 5 times a power of ten that is nearest to `raw` in ratio.
    static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        if (lead < Math.sqrt(2)) {
            return power;
        }
        if (lead < Math.sqrt(10)) {
            return 2 * power;
        }
        return lead < Math.sqrt(50) ? 5 * power : 10 * power;
    }

    /// A value in at most five significant digits: `0.25`, `1200`, `120k`, `3.2M`, `1.5e-5`.
    static String label(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size >= 1e6 && size < 1e9) {
            return trim(value / 1e6) + "M";
        }
        if (size >= 1e4 && size < 1e6) {
            return trim(value / 1e3) + "k";
        }
        if (size < 1e-3 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e").replaceAll("e([-+])0", "e$1");
        }
        return trim(value);
    }

    private static String trim(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        if (Math.abs(value) >= 100) {
            text = String.format(Locale.ROOT, "%.1f", value);
        }
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
