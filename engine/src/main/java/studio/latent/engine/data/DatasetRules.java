package studio.latent.engine.data;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.FitRule;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Interpolation;

/// How the images of a data set are brought to one shape.
///
/// @param target the shape of every image; absent means the sides of the first image, and RGB as soon as one of the
///     first images is RGB
public record DatasetRules(@Nullable ImageShape target, FitRule fit, Interpolation interpolation) {
    /// Images as they are; odd ones are cut to the first one's proportions.
    public static final DatasetRules AS_STORED =
            new DatasetRules(null, FitRule.CROP_CENTRE, Interpolation.BICUBIC_ANTIALIASED);

    /// The usual rules for a wanted shape.
    public static DatasetRules fitTo(ImageShape target) {
        return new DatasetRules(target, FitRule.CROP_CENTRE, Interpolation.BICUBIC_ANTIALIASED);
    }
}
