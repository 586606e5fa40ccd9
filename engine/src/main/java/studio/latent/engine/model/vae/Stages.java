package studio.latent.engine.model.vae;

/// How an image shrinks to the bottom of the encoder: halved until the longer side is at most 7.
///
/// Sides that are no multiple of 2ᶜᵒᵘⁿᵗ are padded to one in front of the encoder and cropped behind the decoder.
record Stages(int count, int width, int paddedHeight, int paddedWidth) {
    private static final int BOTTOM = 7;
    private static final int WIDEST = 4;

    static Stages of(VaeSpec spec) {
        int longer = Math.max(spec.image().height(), spec.image().width());
        int count = 1;
        while (Math.ceilDiv(longer, 1 << count) > BOTTOM) {
            count++;
        }
        int unit = 1 << count;
        return new Stages(
                count,
                spec.width(),
                Math.ceilDiv(spec.image().height(), unit) * unit,
                Math.ceilDiv(spec.image().width(), unit) * unit);
    }

    /// Channels behind stage `index`.
    int channels(int index) {
        return width * Math.min(WIDEST, 1 << index);
    }

    int bottomHeight() {
        return paddedHeight >> count;
    }

    int bottomWidth() {
        return paddedWidth >> count;
    }
}
