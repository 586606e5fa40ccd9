package studio.latent.engine.direction;

import java.util.Arrays;
import studio.latent.engine.job.JobContext;

/// How much a step along each axis changes the log-odds of an attribute, at some points; their mean is the direction
/// in which the attribute changes most for the length of the way. Log-odds, since at most points the probability is
/// close to 0 or 1 and hardly changes.
///
/// For latents from N(0, I) the mean change of the probability itself is the way from one side to the other, for
/// E\[x p(x)] = E\[∇p(x)] (Stein 1981, lemma 1). For styles it is not: they vary unevenly, and in a space where each
/// layer has its own no image's styles lie on two sides at all.
///
/// **Shapes** `changes: [n][d]`.
public record MeanChange(float[][] changes) {
    public MeanChange {
        if (changes.length == 0) {
            throw new IllegalArgumentException("changes must be of at least 1 point, got 0");
        }
    }

    /// The direction, refined. **Shapes** `[d]`, of length 1.
    ///
    /// **Errors** [IllegalArgumentException] where nothing changed, and where hardly anything is left beside the
    /// others.
    public float[] direction(TwoSides.Refinement refinement) {
        double[] once = new double[changes.length];
        Arrays.fill(once, 1);
        return UnitVectors.floats(refinement.applied(mean(once)));
    }

    /// The direction as it is. **Shapes** `[d]`, of length 1.
    public float[] direction() {
        return direction(TwoSides.Refinement.NONE);
    }

    /// How alike the directions of resampled points are to that of all.
    ///
    /// @param direction what [#direction] gave
    public Confidence confidence(TwoSides.Refinement refinement, float[] direction, long seed, JobContext context) {
        return Confidence.ofRefits(direction, seed, context, refit -> {
            double[] mean = mean(Confidence.resampled(changes.length, refit, seed));
            return UnitVectors.dot(mean, mean) > 0 ? refinement.rest(mean) : mean;
        });
    }

    private double[] mean(double[] counts) {
        double[] mean = new double[changes[0].length];
        for (int i = 0; i < changes.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += counts[i] * changes[i][j] / changes.length;
            }
        }
        return mean;
    }
}
