package studio.latent.engine.metric;

import java.util.Arrays;

/// A statistic's values over subsets or parts of the images, at least one.
///
/// @param values one a subset or part
public record Replicates(double[] values) {
    /// Their mean: the metric's value.
    public double mean() {
        return Arrays.stream(values).average().orElseThrow();
    }

    /// Their standard deviation (divided by their number), as the tools print it.
    public double deviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
