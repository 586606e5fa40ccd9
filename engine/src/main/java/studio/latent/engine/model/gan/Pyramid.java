package studio.latent.engine.model.gan;

import studio.latent.engine.image.ImageShape;

/// The resolutions of a network between an image and its bottom of at most 7 pixels, each half the one before.
///
/// Sides that are no multiple of 2ˡᵉᵛᵉˡˢ are padded to one, and cropped where an image is made.
///
/// @param levels how often the side is halved
record Pyramid(int levels, int width, int height, int breadth) {
    private static final int BOTTOM = 7;
    private static final int MOST_DOUBLINGS = 3;

    static Pyramid of(ImageShape image, int width) {
        int longer = Math.max(image.height(), image.width());
        int levels = 1;
        while (Math.ceilDiv(longer, 1 << levels) > BOTTOM) {
            levels++;
        }
        int unit = 1 << levels;
        return new Pyramid(
                levels, width, Math.ceilDiv(image.height(), unit) * unit, Math.ceilDiv(image.width(), unit) * unit);
    }

    /// Channels after `level` halvings; the first halving adds none.
    int channels(int level) {
        return width << Math.clamp(level - 1L, 0, MOST_DOUBLINGS);
    }

    int bottomHeight() {
        return height >> levels;
    }

    int bottomBreadth() {
        return breadth >> levels;
    }
}
