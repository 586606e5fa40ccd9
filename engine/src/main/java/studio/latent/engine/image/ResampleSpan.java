package studio.latent.engine.image;

/// The source samples that one target sample reads when a line is resized, and their exact weights.
///
/// Target sample `o` is `Σ_k weights[k] · source[first + k]`; the weights sum to 1.
public record ResampleSpan(int first, double... weights) {
    /// Largest number of weights that a target sample of such a line has.
    static int taps(int in, int out, Interpolation rule) {
        return (int) Math.ceil(rule.support() * Math.max((double) in / out, 1)) * 2 + 1;
    }

    /// The span of target sample `o` of a line of `in` samples resized to `out`.
    public static ResampleSpan of(int in, int out, Interpolation rule, int o) {
        double scale = (double) in / out;
        double widening = Math.max(scale, 1);
        double support = rule.support() * widening;
        double centre = (o + 0.5) * scale;
        int first = Math.max((int) (centre - support + 0.5), 0);
        double[] weights = new double[Math.min((int) (centre + support + 0.5), in) - first];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = rule.weight((k + first - centre + 0.5) / widening);
            sum += weights[k];
        }
        for (int k = 0; k < weights.length && sum != 0; k++) {
            weights[k] /= sum;
        }
        return new ResampleSpan(first, weights);
    }
}
