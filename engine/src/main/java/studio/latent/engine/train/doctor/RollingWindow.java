package studio.latent.engine.train.doctor;

import java.util.Arrays;

/// The newest values of a series, with a centre and a scale that outliers do not move.
final class RollingWindow {
    /// From the median absolute deviation to the standard deviation of a normal distribution.
    private static final double TO_DEVIATION = 1.4826;

    private final double[] values;
    private int count;

    RollingWindow(int size) {
        values = new double[size];
    }

    void add(double value) {
        values[count % values.length] = value;
        count++;
    }

    boolean isFull() {
        return count >= values.length;
    }

    void clear() {
        count = 0;
    }

    double median() {
        return median(Arrays.copyOf(values, Math.min(count, values.length)));
    }

    double mean() {
        return Arrays.stream(values, 0, Math.min(count, values.length))
                .average()
                .orElse(Double.NaN);
    }

    /// Robust standard deviation around the median.
    double deviation() {
        int length = Math.min(count, values.length);
        double centre = median();
        double[] distances = new double[length];
        for (int i = 0; i < length; i++) {
            distances[i] = Math.abs(values[i] - centre);
        }
        return TO_DEVIATION * median(distances);
    }

    private static double median(double[] copy) {
        if (copy.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(copy);
        int middle = copy.length / 2;
        return copy.length % 2 == 1 ? copy[middle] : (copy[middle - 1] + copy[middle]) / 2;
    }
}
