package studio.latent.engine.nn;

/// What a convolution finds beyond an image's border.
public enum Border {
    ZEROS,
    /// The opposite border: the image as a tile among its own copies.
    CIRCULAR;

    /// An image with a frame of what lies beyond, as far as a convolution does not add it itself.
    Value around(Graph g, Value x, int width) {
        if (this == ZEROS || width == 0) {
            return x;
        }
        return g.emit(
                "torch.pad(%s, [%d, %d, %d, %d], \"circular\", None)".formatted(x.name(), width, width, width, width),
                x.side(0),
                x.side(1),
                x.side(2) + 2 * width,
                x.side(3) + 2 * width);
    }

    /// The frame of zeros that is left to a convolution to add, as its argument.
    String zeros(int width) {
        int left = this == ZEROS ? width : 0;
        return "[" + left + ", " + left + "]";
    }
}
