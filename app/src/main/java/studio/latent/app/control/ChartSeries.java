package studio.latent.app.control;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named line of a [LiveChart]: points with growing x.
///
/// Holds any number of points; what is drawn is decimated to the chart's pixels. For the JavaFX thread only.
public final class ChartSeries {
    private static final int FIRST_CAPACITY = 256;

    private final String name;
    private final String run;
    private final Runnable changed;
    private double[] xs = new double[FIRST_CAPACITY];
    private double[] ys = new double[FIRST_CAPACITY];
    /// Ends of the band at each point, NaN where there is none; null while no point has one.
    private double @Nullable [] lows;

    private double @Nullable [] highs;
    private int size;
    private boolean shown = true;
    private @Nullable Reference reference;

    /// A level to compare a line with: what would be as good as it gets.
    public record Reference(double value, String label) {}

    ChartSeries(String name, Runnable changed) {
        this(name, "", changed);
    }

    ChartSeries(String name, String run, Runnable changed) {
        this.name = name;
        this.run = run;
        this.changed = changed;
    }

    /// Which other run the line belongs to; empty for the chart's own.
    public String run() {
        return run;
    }

    /// What legend and readout call the line.
    String label() {
        return run.isEmpty() ? name : name + " · " + run;
    }

    /// The runs of these series, the own one first, the others in the order in which they came.
    static List<String> runsOf(List<ChartSeries> all) {
        return all.stream()
                .map(ChartSeries::run)
                .distinct()
                .sorted(ChartSeries::ownFirst)
                .toList();
    }

    private static int ownFirst(String a, String b) {
        return Boolean.compare(!a.isEmpty(), !b.isEmpty());
    }

    /// What the legend calls it.
    public String name() {
        return name;
    }

    /// Appends a point. A y that is not finite leaves a gap in the line.
    ///
    /// @throws IllegalArgumentException if `x` is before the last point or no number
    public void append(double x, double y) {
        if (!(size == 0 ? Double.isFinite(x) : x >= xs[size - 1])) {
            throw new IllegalArgumentException("x of series " + name + " must not be before the last point, got " + x);
        }
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size] = y;
        fitBands();
        setBand(size, Double.NaN, Double.NaN);
        size++;
        changed.run();
    }

    /// Appends a point with a band from `low` to `high`.
    ///
    /// @throws IllegalArgumentException as [#append(double, double)]
    public void append(double x, double y, double low, double high) {
        if (lows == null) {
            lows = filled(xs.length);
            highs = filled(xs.length);
        }
        append(x, y);
        setBand(size - 1, low, high);
    }

    private static double[] filled(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private void fitBands() {
        double[] low = lows;
        double[] high = highs;
        if (low != null && high != null && low.length < xs.length) {
            lows = Arrays.copyOf(low, xs.length);
            highs = Arrays.copyOf(high, xs.length);
        }
    }

    private void setBand(int at, double low, double high) {
        double[] lowEnds = lows;
        double[] highEnds = highs;
        if (lowEnds != null && highEnds != null) {
            lowEnds[at] = low;
            highEnds[at] = high;
        }
    }

    boolean hasBand() {
        return lows != null;
    }

    /// Lower end of the band; NaN without one.
    public double low(int index) {
        double[] ends = lows;
        return ends == null ? Double.NaN : ends[index];
    }

    /// Upper end of the band; NaN without one.
    public double high(int index) {
        double[] ends = highs;
        return ends == null ? Double.NaN : ends[index];
    }

    @Nullable
    Reference reference() {
        return reference;
    }

    /// Draws a level line across the plot; null takes it away.
    public void setReference(@Nullable Reference wanted) {
        reference = wanted;
        changed.run();
    }

    /// Index of the first point at or right of `x`; the number of points when there is none.
    int firstFrom(double x) {
        int found = Arrays.binarySearch(xs, 0, size, x);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && xs[found - 1] == x) {
            found--;
        }
        return found;
    }

    /// Forgets all points.
    public void clear() {
        size = 0;
        lows = null;
        highs = null;
        changed.run();
    }

    public int size() {
        return size;
    }

    public double x(int index) {
        return xs[index];
    }

    public double y(int index) {
        return ys[index];
    }

    /// Whether the line is drawn; its points are kept either way.
    public boolean isShown() {
        return shown;
    }

    public void setShown(boolean wanted) {
        shown = wanted;
        changed.run();
    }

    /// Index of the point nearest to `x`; −1 without points.
    int nearest(double x) {
        if (size == 0) {
            return -1;
        }
        int found = Arrays.binarySearch(xs, 0, size, x);
        if (found >= 0) {
            return found;
        }
        int after = -found - 1;
        if (after == 0) {
            return 0;
        }
        if (after == size) {
            return size - 1;
        }
        return x - xs[after - 1] <= xs[after] - x ? after - 1 : after;
    }

    /// Where the line goes, as its points or as first, extremes and last of each pixel column.
    ///
    /// At most four points a column come out, so drawing costs the same for a thousand points and a million, and no
    /// peak is lost. Gaps are NaN in y.
    ///
    /// @param fromX x at the left end of column 0
    /// @param perColumn width of a column in units of x, above 0
    Polyline decimate(double fromX, double perColumn) {
        return decimate(fromX, Double.POSITIVE_INFINITY, perColumn);
    }

    /// As [#decimate(double, double)], of the points up to `toX` and one more at either side.
    Polyline decimate(double fromX, double toX, double perColumn) {
        Polyline line = new Polyline();
        int at = Math.max(0, firstFrom(fromX) - 1);
        int end = toX == Double.POSITIVE_INFINITY ? size : Math.min(size, firstFrom(toX) + 2);
        while (at < end) {
            double column = Math.floor((xs[at] - fromX) / perColumn);
            double until = fromX + (column + 1) * perColumn;
            int from = at;
            int low = -1;
            int high = -1;
            do {
                if (Double.isFinite(ys[at])) {
                    low = low < 0 || ys[at] < ys[low] ? at : low;
                    high = high < 0 || ys[at] > ys[high] ? at : high;
                }
                at++;
            } while (at < end && xs[at] < until);
            addColumn(line, from, low, high, at - 1);
        }
        return line;
    }

    private void addColumn(Polyline line, int first, int low, int high, int last) {
        int before = -1;
        for (int index : new int[] {first, Math.min(low, high), Math.max(low, high), last}) {
            if (index > before) {
                line.add(xs[index], Double.isFinite(ys[index]) ? ys[index] : Double.NaN);
                before = index;
            }
        }
    }

    /// Points of a line in the units of the data.
    static final class Polyline {
        private double[] xs = new double[FIRST_CAPACITY];
        private double[] ys = new double[FIRST_CAPACITY];
        private int size;

        private void add(double x, double y) {
            if (size == xs.length) {
                xs = Arrays.copyOf(xs, 2 * size);
                ys = Arrays.copyOf(ys, 2 * size);
            }
            xs[size] = x;
            ys[size] = y;
            size++;
        }

        int size() {
            return size;
        }

        double x(int index) {
            return xs[index];
        }

        double y(int index) {
            return ys[index];
        }
    }
}
