package studio.latent.app.compare;

import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;

/// Sizes of images as one reads them: "28 × 28 grey".
final class ShapeText {
    private ShapeText() {}

    static String of(ImageShape shape, Messages messages) {
        String key = shape.channels() == 1 ? "compare.shape.grey" : "compare.shape.colour";
        return messages.text(key, shape.width(), shape.height());
    }
}
