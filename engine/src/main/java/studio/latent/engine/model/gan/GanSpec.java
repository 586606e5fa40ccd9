package studio.latent.engine.model.gan;

import java.util.List;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.Range;

/// Settings of a generative adversarial network.
///
/// @param conditions what the data say of their images: class names or `attribute=value`; empty for nothing
/// @param conditioning what of the data both players are told
/// @param conditionDropout probability with which an image is judged, or made, without its condition, so that
/// images without a wish are learned too
public record GanSpec(
        ImageShape image,
        List<String> conditions,
        @Group("model") @Range(min = 2, max = 1024) int latentDimension,
        @Group("model") NetworkSizes sizes,
        @Group("objective") GameRules rules,
        @Group("objective") AugmentationRules changes,
        @Group("objective") Conditioning conditioning,
        @Group("objective") @Range(min = 0, max = 0.9) double conditionDropout)
        implements ModelSpec {
    public GanSpec {
        conditions = List.copyOf(conditions);
        if (latentDimension < 2 || latentDimension > 1024) {
            throw new IllegalArgumentException("latentDimension must be in [2, 1024], got " + latentDimension);
        }
        if (!(conditionDropout >= 0 && conditionDropout <= 0.9)) {
            throw new IllegalArgumentException("conditionDropout must be in [0, 0.9], got " + conditionDropout);
        }
    }

    /// Convolutions for small images, a non-saturating game with a penalty at real images.
    public static GanSpec defaults(ImageShape image) {
        NetworkSizes sizes = new NetworkSizes(
                NetworkSizes.Network.DCGAN,
                32,
                NetworkSizes.GeneratorNorm.BATCH,
                NetworkSizes.DiscriminatorNorm.NONE,
                true);
        return new GanSpec(
                image, List.of(), 64, sizes, GameRules.DEFAULTS, AugmentationRules.NONE, Conditioning.NONE, 0.1);
    }

    @Override
    public GanSpec withConditions(List<String> names) {
        return new GanSpec(image, names, latentDimension, sizes, rules, changes, conditioning, conditionDropout);
    }

    @Override
    public void requireTrainable() throws BadOption {
        rules.requireTrainable(sizes.discriminatorNorm());
    }

    @Override
    public int leastBatch() {
        return Math.max(sizes.leastBatch(), rules.objective().comparesScores() ? 2 : 1);
    }

    @Override
    public int leastImages() {
        return changes.leastImages();
    }

    @Override
    public int leastImagesAtAll() {
        return AugmentationRules.FEWEST_IMAGES_CHANGED;
    }
}
