package studio.latent.engine.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.latent.engine.model.Latent;

/// Sums and differences of latents.
///
/// **Source** vector arithmetic for visual concepts: Radford et al., "Unsupervised representation learning
/// with deep convolutional generative adversarial networks", 2016, §6.3.2.
public final class LatentArithmetic {
    private LatentArithmetic() {}

    /// scale · (Σ plus − Σ minus). One of the two lists may be empty.
    public static Latent combine(List<Latent> plus, List<Latent> minus, double scale) {
        List<Latent> all = new ArrayList<>(plus);
        all.addAll(minus);
        Vectors.requireOneSpace("arithmetic", all);
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("arithmetic: scale must be finite, got " + scale);
        }
        double[] weights = new double[all.size()];
        Arrays.fill(weights, 0, plus.size(), 1);
        Arrays.fill(weights, plus.size(), weights.length, -1);
        return Vectors.latent(scale, Vectors.weightedSum(all, weights));
    }

    /// The point in the middle. Of independent latents from N(0, I) it is shorter than each by √n.
    public static Latent mean(List<Latent> latents) {
        return combine(latents, List.of(), 1.0 / Math.max(1, latents.size()));
    }

    /// base + amount · direction.
    public static Latent move(Latent base, Latent direction, double amount) {
        Vectors.requireOneSpace("arithmetic", List.of(base, direction));
        return Vectors.latent(1, Vectors.weightedSum(List.of(base, direction), 1, amount));
    }
}
