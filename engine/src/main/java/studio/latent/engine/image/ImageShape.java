package studio.latent.engine.image;

/// Size of an image as networks see it: `[channels, height, width]`.
///
/// @param channels 1 (grey) or 3 (RGB)
/// @param height rows, in [1, 4096]
/// @param width columns, in [1, 4096]
public record ImageShape(int channels, int height, int width) {
    public static final int MAX_SIDE = 4096;

    public ImageShape {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, got " + channels);
        }
        if (height < 1 || height > MAX_SIDE || width < 1 || width > MAX_SIDE) {
            throw new IllegalArgumentException("sides must be in [1, " + MAX_SIDE + "], got " + width + "×" + height);
        }
    }

    /// Values in one image: channels · height · width.
    public int size() {
        return channels * height * width;
    }
}
