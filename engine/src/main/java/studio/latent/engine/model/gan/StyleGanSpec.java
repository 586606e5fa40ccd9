package studio.latent.engine.model.gan;

import java.util.List;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.Range;

/// Settings of an adversarial network whose generator has styles.
///
/// @param latentDimension numbers of a latent, and of a style
/// @param conditions what the data say of their images: class names or `attribute=value`; empty for nothing
/// @param conditioning what of the data both players are told
/// @param conditionDropout probability with which an image is judged, or made, without its condition
public record StyleGanSpec(
        ImageShape image,
        List<String> conditions,
        @Group("model") @Range(min = 2, max = 1024) int latentDimension,
        @Group("model") StyleSizes sizes,
        @Group("objective") GameRules rules,
        @Group("objective") AugmentationRules changes,
        @Group("objective") Conditioning conditioning,
        @Group("objective") @Range(min = 0, max = 0.9) double conditionDropout)
        implements ModelSpec {
    public StyleGanSpec {
        conditions = List.copyOf(conditions);
        if (latentDimension < 2 || latentDimension > 1024) {
            throw new IllegalArgumentException("latentDimension must be in [2, 1024], got " + latentDimension);
        }
        if (!(conditionDropout >= 0 && conditionDropout <= 0.9)) {
            throw new IllegalArgumentException("conditionDropout must be in [0, 0.9], got " + conditionDropout);
        }
    }

    /// A small network for two processor cores.
    public static StyleGanSpec defaults(ImageShape image) {
        return new StyleGanSpec(
                image,
                List.of(),
                64,
                new StyleSizes(16, 4, 0.5, LayerNoise.LEARNED),
                new GameRules(GameObjective.NON_SATURATING, 1, 0.25, 0, 0.01, 10, 1, 16),
                AugmentationRules.NONE,
                Conditioning.NONE,
                0.1);
    }

    @Override
    public StyleGanSpec withConditions(List<String> names) {
        return new StyleGanSpec(image, names, latentDimension, sizes, rules, changes, conditioning, conditionDropout);
    }

    @Override
    public void requireTrainable() throws BadOption {
        rules.requireTrainable(sizes.discriminator().discriminatorNorm());
    }

    /// The discriminator looks at a batch as a whole.
    @Override
    public int leastBatch() {
        return 2;
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
