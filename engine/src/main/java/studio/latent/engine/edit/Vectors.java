package studio.latent.engine.edit;

import java.util.List;
import studio.latent.engine.model.Latent;

/// Sums and lengths of latents, in double.
final class Vectors {
    private Vectors() {}

    /// **Shapes** `Σ weights[i] · latents[i]: [d]`.
    static double[] weightedSum(List<Latent> latents, double... weights) {
        double[] sum = new double[latents.getFirst().dimension()];
        for (int k = 0; k < weights.length; k++) {
            float[] values = latents.get(k).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * values[i];
            }
        }
        return sum;
    }

    static double length(double... x) {
        double square = 0;
        for (double value : x) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    static double length(Latent latent) {
        double square = 0;
        for (float value : latent.values()) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static Latent latent(double factor, double... x) {
        float[] values = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = (float) (factor * x[i]);
        }
        return new Latent(values);
    }

    /// Checks that `latents` are points of one space.
    ///
    /// **Errors** [IllegalArgumentException] naming `what`.
    static void requireOneSpace(String what, List<Latent> latents) {
        if (latents.isEmpty()) {
            throw new IllegalArgumentException(what + ": at least one latent is needed, got none");
        }
        int dimension = latents.getFirst().dimension();
        for (Latent latent : latents) {
            if (latent.dimension() != dimension) {
                throw new IllegalArgumentException(
                        what + ": latents must be of one dimension, got " + dimension + " and " + latent.dimension());
            }
        }
    }

    static void requireShare(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be within [0, 1], got " + value);
        }
    }
}
