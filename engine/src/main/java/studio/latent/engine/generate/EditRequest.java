package studio.latent.engine.generate;

/// Variations of one image by a model that denoises, by seed.
///
/// @param seed seed of the first; variation i has seed + i
/// @param count variations, in [1, 10 000]
/// @param sampling how the model samples
public record EditRequest(EditSource source, long seed, int count, SamplerSettings sampling) {
    public EditRequest {
        if (count < 1 || count > 10_000) {
            throw new IllegalArgumentException("count must be in [1, 10000], got " + count);
        }
    }
}
