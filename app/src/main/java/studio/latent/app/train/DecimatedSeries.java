package studio.latent.app.train;

import java.util.Arrays;

/// A curve of any length in bounded memory: neighbouring points share a bucket that keeps its smallest and its largest.
///
/// When all buckets are full, neighbouring buckets are merged and each holds twice as many points from then on.
/// Drawn at no more than one bucket a pixel, the curve looks as if every point had been kept. Points must come in
/// order of x; values that are not finite leave no mark.
public final class DecimatedSeries {
    private final double[] lowX;
    private final double[] lowY;
    private final double[] highX;
    private final double[] highY;
    private int buckets;
    private int pointsPerBucket = 1;
    private int pointsInLast;
    private long count;
    private double lastX = Double.NEGATIVE_INFINITY;
    private double lastY = Double.NaN;

    /// @param capacity most buckets; an even number, at least 2
    public DecimatedSeries(int capacity) {
        if (capacity < 2 || capacity % 2 != 0) {
            throw new IllegalArgumentException("capacity must be even and at least 2, got " + capacity);
        }
        lowX = new double[capacity];
        lowY = new double[capacity];
        highX = new double[capacity];
        highY = new double[capacity];
    }

    /// Adds a point to the right of all others.
    ///
    /// **Errors** [IllegalArgumentException] when `x` is left of the point before.
    public void add(double x, double y) {
        if (x < lastX) {
            throw new IllegalArgumentException("x must not be below the one before, " + lastX + ", got " + x);
        }
        if (!Double.isFinite(y)) {
            return;
        }
        if (buckets == 0 || pointsInLast == pointsPerBucket) {
            if (buckets == lowX.length) {
                mergeNeighbours();
            }
            open(x, y);
        } else {
            widen(buckets - 1, x, y, x, y);
            pointsInLast++;
        }
        count++;
        lastX = x;
        lastY = y;
    }

    private void open(double x, double y) {
        lowX[buckets] = x;
        lowY[buckets] = y;
        highX[buckets] = x;
        highY[buckets] = y;
        buckets++;
        pointsInLast = 1;
    }

    private void widen(int bucket, double lx, double ly, double hx, double hy) {
        if (ly < lowY[bucket]) {
            lowX[bucket] = lx;
            lowY[bucket] = ly;
        }
        if (hy > highY[bucket]) {
            highX[bucket] = hx;
            highY[bucket] = hy;
        }
    }

    private void mergeNeighbours() {
        int merged = buckets / 2;
        for (int i = 0; i < merged; i++) {
            int left = 2 * i;
            lowX[i] = lowX[left];
            lowY[i] = lowY[left];
            highX[i] = highX[left];
            highY[i] = highY[left];
            widen(i, lowX[left + 1], lowY[left + 1], highX[left + 1], highY[left + 1]);
        }
        buckets = merged;
        pointsPerBucket *= 2;
        pointsInLast = pointsPerBucket;
    }

    /// Points added so far.
    public long count() {
        return count;
    }

    /// The value added last; NaN before the first.
    public double latest() {
        return lastY;
    }

    /// Where the newest point is; −∞ before the first.
    public double lastX() {
        return lastX;
    }

    /// What is left of the curve, in order of x: one or two points a bucket.
    public Points points() {
        double[] x = new double[2 * buckets];
        double[] y = new double[2 * buckets];
        int n = 0;
        for (int i = 0; i < buckets; i++) {
            boolean lowFirst = lowX[i] <= highX[i];
            x[n] = lowFirst ? lowX[i] : highX[i];
            y[n++] = lowFirst ? lowY[i] : highY[i];
            if (lowX[i] != highX[i]) {
                x[n] = lowFirst ? highX[i] : lowX[i];
                y[n++] = lowFirst ? highY[i] : lowY[i];
            }
        }
        return new Points(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    }

    /// Points of a curve. **Shapes** `x: [n]`, `y: [n]`.
    public record Points(double[] x, double[] y) {}
}
