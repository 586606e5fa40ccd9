package studio.latent.engine.metric;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Finds the best of several values of one metric, where the bands allow to call one the best.
public final class BestByBand {
    private BestByBand() {}

    /// Position of the value that is better than all others and whose band overlaps none of theirs.
    ///
    /// Empty where there is none: bands that overlap or are not known, fewer than two values, values that were not
    /// measured alike, or a metric that has no better end. A result without a value takes no part.
    public static OptionalInt of(List<MetricResult> results) {
        List<Integer> places = IntStream.range(0, results.size())
                .filter(i -> results.get(i) instanceof MetricResult.Measured)
                .boxed()
                .toList();
        if (places.size() < 2) {
            return OptionalInt.empty();
        }
        return places.stream()
                .mapToInt(Integer::intValue)
                .filter(i -> places.stream().allMatch(j -> j == i || beats(results.get(i), results.get(j))))
                .findFirst();
    }

    private static boolean beats(MetricResult one, MetricResult other) {
        if (!(one instanceof MetricResult.Measured a) || !(other instanceof MetricResult.Measured b)) {
            return false;
        }
        Band own = a.band();
        Band theirs = b.band();
        if (own == null
                || theirs == null
                || a.metric() != b.metric()
                || !a.basis().equals(b.basis())) {
            return false;
        }
        return switch (a.metric().better()) {
            case LOWER -> own.high() < theirs.low();
            case HIGHER -> own.low() > theirs.high();
            case AS_REAL -> false;
        };
    }
}
