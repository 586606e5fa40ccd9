package studio.latent.engine.model.diffusion;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A frozen autoencoder between images and the latents of a diffusion model: of deviation 1 over the data, or as
/// EDM's noise levels want them, 0.5.
final class FrozenLatents {
    /// Deviation of the data that EDM's noise levels are for.
    private static final double EDM_DEVIATION = 0.5;

    private final AutoencoderNetwork autoencoder;
    private final AutoencoderShape shape;
    private final ImageShape image;
    private final double deviation;

    /// @param prefix what the names of the autoencoder's weights begin with
    FrozenLatents(AutoencoderShape shape, ImageShape image, NoiseKind noise, String prefix) {
        this.shape = shape;
        this.image = image;
        this.autoencoder = new AutoencoderNetwork(shape, prefix);
        this.deviation = noise == NoiseKind.EDM ? EDM_DEVIATION : 1;
    }

    /// Means, then standard deviations. **Shapes** `images: [N, C, H, W]` in [0, 1] → `[N, 2·c, h, w]`.
    Value moments(Graph g, Value images) {
        return g.frozen(() -> {
            AutoencoderNetwork.Posterior posterior = autoencoder.encode(g, g.plus(g.times(images, 2), -1));
            Value scale = g.times(autoencoder.scalingFactor(g), deviation);
            Value spread = g.exp(g.times(posterior.logVariance(), 0.5));
            return g.concat(1, g.mul(posterior.mean(), scale), g.mul(spread, scale));
        });
    }

    /// **Shapes** `latents: [N, c, h, w]` → images `[N, C, H, W]` in [0, 1].
    Value picture(Graph g, Value latents) {
        return g.frozen(() -> {
            Value own = g.div(latents, g.times(autoencoder.scalingFactor(g), deviation));
            Value decoded = autoencoder.decode(g, own, image.channels());
            return g.clamp(g.plus(g.times(decoded, 0.5), 0.5), 0, 1);
        });
    }

    /// Latents, drawn anew from what the encoder says of each image, by the batch's last noise.
    /// **Shapes** `[N, c, h, w]`.
    Value drawn(Graph g, TrainingStep.Batch batch) {
        int channels = shape.latent(image).channels();
        Value mean = g.slice(batch.images(), 1, 0, channels);
        Value spread = g.slice(batch.images(), 1, channels, 2 * channels);
        return g.add(mean, g.mul(spread, batch.noise().getLast()));
    }
}
