package studio.latent.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Means of loss terms over the steps since the last report.
final class TermWindow {
    private final SequencedMap<String, Double> sums = new LinkedHashMap<>();
    private int steps;

    void add(Map<String, Double> terms) {
        terms.forEach((name, value) -> sums.merge(name, value, Double::sum));
        steps++;
    }

    boolean isEmpty() {
        return steps == 0;
    }

    /// The means, and an empty window again.
    SequencedMap<String, Double> take() {
        SequencedMap<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / steps));
        sums.clear();
        steps = 0;
        return means;
    }
}
