package studio.latent.engine.metric;

import java.util.stream.IntStream;

/// Entropy of the mean of images' class probabilities: 0 when all images are of one class, ln(classes) when all
/// classes come alike.
///
/// It sees classes that are missing or drawn too often, not how well they are drawn.
///
/// **Units** nats.
public final class ClassEntropy {
    private ClassEntropy() {}

    /// Of all rows. **Shapes** `probabilities: [count][classes]`, count at least 1.
    public static double of(FeatureMatrix probabilities) {
        return of(probabilities, IntStream.range(0, probabilities.count()).toArray());
    }

    /// Of the rows of these indices, at least one; an index may repeat.
    public static double of(FeatureMatrix probabilities, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("class entropy: at least one image is needed");
        }
        double entropy = 0;
        for (int i = 0; i < probabilities.dimension(); i++) {
            double sum = 0;
            for (int row : rows) {
                sum += probabilities.value(row, i);
            }
            double share = sum / rows.length;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return Math.max(0, entropy);
    }
}
