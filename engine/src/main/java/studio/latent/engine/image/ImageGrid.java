package studio.latent.engine.image;

import java.util.List;

/// Lays images of one shape out in rows and columns.
public final class ImageGrid {
    private ImageGrid() {}

    /// One image with all of `images`, row by row, on black; the last row may be shorter.
    ///
    /// **Shapes** n × `[C, H, W]` → `[C, rows · (H + gap) − gap, columns · (W + gap) − gap]`
    ///
    /// @param gap black pixels between neighbours; none around the edge
    public static Raster tile(List<Raster> images, int columns, int gap) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images must hold at least one image, got none");
        }
        ImageShape cell = images.getFirst().shape();
        ImageShape shape = shape(cell, images.size(), columns, gap);
        byte[] samples = new byte[shape.size()];
        for (int i = 0; i < images.size(); i++) {
            Raster image = images.get(i);
            if (!image.shape().equals(cell)) {
                throw new IllegalArgumentException(
                        "images must have one shape, got " + cell + " and, at " + i + ", " + image.shape());
            }
            ImageResize.paste(
                    image, samples, shape, i / columns * (cell.height() + gap), i % columns * (cell.width() + gap));
        }
        return new Raster(shape, samples);
    }

    /// The shape that [#tile] gives for `count` images of one shape.
    ///
    /// **Errors** [IllegalArgumentException] when a side would pass [ImageShape#MAX_SIDE]
    public static ImageShape shape(ImageShape cell, int count, int columns, int gap) {
        if (columns < 1 || gap < 0 || count < 1) {
            throw new IllegalArgumentException("a grid needs count >= 1, columns >= 1 and gap >= 0, got " + count + ", "
                    + columns + " and " + gap);
        }
        int used = Math.min(columns, count);
        int rows = Math.ceilDiv(count, columns);
        return new ImageShape(
                cell.channels(),
                Math.toIntExact((long) rows * (cell.height() + gap) - gap),
                Math.toIntExact((long) used * (cell.width() + gap) - gap));
    }
}
