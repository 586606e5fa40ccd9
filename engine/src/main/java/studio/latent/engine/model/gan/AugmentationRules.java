package studio.latent.engine.model.gan;

/// How images are changed before the discriminator sees them, real and generated ones alike.
///
/// @param augmentation whether, and how often
/// @param augmentColour brightness, saturation and contrast
/// @param augmentTranslation shifts of up to an eighth of the side
/// @param augmentCutout a square of half the side made grey
public record AugmentationRules(
        Augmentation augmentation, boolean augmentColour, boolean augmentTranslation, boolean augmentCutout) {
    /// How often images are changed.
    public enum Augmentation {
        NONE,
        /// Always: Zhao et al. 2020, DiffAugment.
        ALWAYS,
        /// As often as keeps the discriminator from knowing the real images by heart: Karras et al. 2020, ADA.
        ADAPTIVE
    }

    public static final AugmentationRules NONE = new AugmentationRules(Augmentation.NONE, true, true, true);

    /// Of fewer images, what a discriminator sees it soon knows by heart.
    private static final int FEWEST_IMAGES = 500;

    /// The same where images are changed as they are shown.
    static final int FEWEST_IMAGES_CHANGED = 50;

    public AugmentationRules {
        if (augmentation != Augmentation.NONE && !(augmentColour || augmentTranslation || augmentCutout)) {
            throw new IllegalArgumentException(
                    "augmentation must be none where no change is allowed, got " + augmentation);
        }
    }

    /// Fewest images that are not soon known by heart.
    int leastImages() {
        return isOn() ? FEWEST_IMAGES_CHANGED : FEWEST_IMAGES;
    }

    boolean isOn() {
        return augmentation != Augmentation.NONE;
    }
}
