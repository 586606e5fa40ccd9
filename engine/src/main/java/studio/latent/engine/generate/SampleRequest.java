package studio.latent.engine.generate;

import studio.latent.engine.model.PriorKind;

/// A number of images by seed.
///
/// @param seed seed of the first image; image i has seed + i
/// @param count images, in [1, 1 000 000]
/// @param temperature standard deviation factor on the prior, in [0, 4]
/// @param batch images decoded at once, in [1, 1024]; changes speed and memory, never an image
/// @param sampling how a model that denoises samples
public record SampleRequest(
        long seed, int count, PriorKind prior, double temperature, int batch, SamplerSettings sampling) {
    public SampleRequest {
        if (count < 1 || count > 1_000_000) {
            throw new IllegalArgumentException("count must be in [1, 1000000], got " + count);
        }
        if (!(temperature >= 0 && temperature <= 4)) {
            throw new IllegalArgumentException("temperature must be in [0, 4], got " + temperature);
        }
        if (batch < 1 || batch > 1024) {
            throw new IllegalArgumentException("batch must be in [1, 1024], got " + batch);
        }
    }

    /// With the usual sampler and without a wish.
    public SampleRequest(long seed, int count, PriorKind prior, double temperature, int batch) {
        this(seed, count, prior, temperature, batch, SamplerSettings.DEFAULTS);
    }
}
