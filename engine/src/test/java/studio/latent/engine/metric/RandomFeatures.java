package studio.latent.engine.metric;

import studio.latent.engine.tensor.Noise;

/// Standard normal features by seed.
final class RandomFeatures {
    private RandomFeatures() {}

    static FeatureMatrix normal(int count, int dimension, long seed) {
        return new FeatureMatrix(
                count, dimension, Noise.normals(seed, Noise.Stream.PRIOR, 0, Math.multiplyExact(count, dimension)));
    }

    /// The same, each column stretched by `scale` and then moved by `shift`.
    static FeatureMatrix normal(int count, int dimension, long seed, float scale, float shift) {
        float[] values = normal(count, dimension, seed).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * scale + shift;
        }
        return new FeatureMatrix(count, dimension, values);
    }
}
