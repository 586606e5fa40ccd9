package studio.latent.engine.generate;

import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

/// Latents from seeds: a pure function of seed, dimension and temperature, the same on every machine.
public final class PriorSampler {
    private PriorSampler() {}

    /// z ~ N(0, temperature²·I).
    public static Latent normal(long seed, int dimension, double temperature) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) (temperature * Noise.normal(seed, Noise.Stream.PRIOR, i));
        }
        return new Latent(values);
    }

    /// The standard normals and the uniform number from which a mixture draws its component, by the same seed.
    public static float[] standardNormals(long seed, int dimension) {
        return Noise.normals(seed, Noise.Stream.PRIOR, 0, dimension);
    }

    public static double componentUniform(long seed) {
        return Noise.uniform(seed, Noise.Stream.MIXTURE_COMPONENT, 0);
    }
}
