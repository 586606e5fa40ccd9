package studio.latent.app.control;

import java.util.Arrays;

/// A named line of a [LiveChart]: points with growing x.
///
/// Holds any number of points; what is drawn is decimated to the chart's pixels. For the JavaFX thread only.
public final class ChartSeries {
    private static final int FIRST_CAPACITY = 256;

    private final String name;
    private final Runnable changed;
    private double[] xs = new double[FIRST_CAPACITY];
    private double[] ys = new double[FIRST_CAPACITY];
    private int size;
    private boolean shown = true;

    ChartSeries(String name, Runnable changed) {
        this.name = name;
        this.changed = changed;
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
        size++;
        changed.run();
    }

    /// Forgets all points.
    public void clear() {
        size = 0;
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
        Polyline line = new Polyline();
        int at = 0;
        while (at < size) {
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
            } while (at < size && xs[at] < until);
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
