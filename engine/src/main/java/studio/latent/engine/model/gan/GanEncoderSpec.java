package studio.latent.engine.model.gan;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.TaughtSpec;

/// Settings of an encoder for a trained [Gan].
///
/// @param network the generator's own settings
/// @param encoderWidth channels of the encoder's largest resolution; each further one has twice as many, up to
/// eight times
/// @param imageWeight weight of the squared error of real images, in [−1, 1], against that of latents
public record GanEncoderSpec(
        @Group("model") GanSpec network,
        @Group("model") @Range(min = 4, max = 512) int encoderWidth,
        @Group("objective") @Range(min = 0, max = 1000) double imageWeight)
        implements TaughtSpec {
    public GanEncoderSpec {
        EncoderNetwork.requireWidth(encoderWidth);
        BothWays.requireWeight(imageWeight);
    }

    public static GanEncoderSpec defaults(ImageShape image) {
        return new GanEncoderSpec(GanSpec.defaults(image), 32, 10);
    }

    @Override
    public GanEncoderSpec withConditions(List<String> names) {
        return new GanEncoderSpec(network.withConditions(names), encoderWidth, imageWeight);
    }
}
