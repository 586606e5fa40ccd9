package studio.latent.engine.model.gan;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.TaughtSpec;

/// Settings of an encoder for a trained [StyleGan].
///
/// @param network the generator's own settings
/// @param encoderWidth channels of the encoder's largest resolution; each further one has twice as many, up to
/// eight times
/// @param imageWeight weight of the squared error of real images, in [−1, 1], against that of latents
public record StyleGanEncoderSpec(
        @Group("model") StyleGanSpec network,
        @Group("model") @Range(min = 4, max = 512) int encoderWidth,
        @Group("objective") @Range(min = 0, max = 1000) double imageWeight)
        implements TaughtSpec {
    public StyleGanEncoderSpec {
        EncoderNetwork.requireWidth(encoderWidth);
        BothWays.requireWeight(imageWeight);
    }

    public static StyleGanEncoderSpec defaults(ImageShape image) {
        return new StyleGanEncoderSpec(StyleGanSpec.defaults(image), 32, 10);
    }

    @Override
    public StyleGanEncoderSpec withConditions(List<String> names) {
        return new StyleGanEncoderSpec(network.withConditions(names), encoderWidth, imageWeight);
    }
}
