package studio.latent.engine.nn;

/// The pixels that a convolution or a pooling looks at, how far it moves, and what is added at the edges.
///
/// @param stride step in both directions
/// @param paddingY rows added above and below, each
/// @param paddingX columns added left and right, each
public record Window(int height, int width, int stride, int paddingY, int paddingX) {
    public Window {
        if (height < 1 || width < 1 || stride < 1 || paddingY < 0 || paddingX < 0) {
            throw new IllegalArgumentException("window: sides and stride must be at least 1, paddings at least 0, got "
                    + height + "×" + width + " by " + stride + " with " + paddingY + ", " + paddingX);
        }
    }

    /// A square window that stays inside the image.
    public static Window valid(int side, int stride) {
        return new Window(side, side, stride, 0, 0);
    }

    /// A window of odd sides whose result is as large as the image.
    public static Window same(int height, int width) {
        return new Window(height, width, 1, height / 2, width / 2);
    }

    int outHeight(int in) {
        return (in + 2 * paddingY - height) / stride + 1;
    }

    int outWidth(int in) {
        return (in + 2 * paddingX - width) / stride + 1;
    }

    String sides() {
        return "[" + height + ", " + width + "]";
    }

    String strides() {
        return "[" + stride + ", " + stride + "]";
    }

    String paddings() {
        return "[" + paddingY + ", " + paddingX + "]";
    }
}
