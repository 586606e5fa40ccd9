package studio.latent.engine.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// How the stored pixels of a photograph are turned so that it stands upright.
///
/// **Source** Exif 2.32 (CIPA DC-008), tag 0x0112 *Orientation*; the constants are in the order of its codes 1
/// to 8.
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, false, true),
    HALF_TURN(false, true, true),
    UPSIDE_DOWN_MIRRORED(false, true, false),
    TRANSPOSED(true, false, false),
    QUARTER_TURN_CLOCKWISE(true, true, false),
    TRANSVERSED(true, true, true),
    QUARTER_TURN_COUNTERCLOCKWISE(true, false, true);

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    private final boolean swapsSides;
    private final boolean fromBottom;
    private final boolean fromRight;

    Orientation(boolean swapsSides, boolean fromBottom, boolean fromRight) {
        this.swapsSides = swapsSides;
        this.fromBottom = fromBottom;
        this.fromRight = fromRight;
    }

    /// What a JPEG file says of itself; upright when it says nothing, or nothing that can be understood: the pixels
    /// of a file whose notes are damaged are as good as others.
    static Orientation ofJpeg(byte[] bytes) {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(input, JPEG.APP1, "Exif");
            return segments.isEmpty() ? UPRIGHT : ofExif(segments.getFirst());
        } catch (IOException | RuntimeException _) {
            return UPRIGHT;
        }
    }

    private static Orientation ofExif(JPEGSegment segment) throws IOException {
        try (InputStream data = segment.data()) {
            // The identifier is cut off by the segment; one byte of padding is left before the TIFF structure.
            byte[] padded = data.readAllBytes();
            int padding = EXIF.length - (segment.identifier().length() + 1);
            try (ImageInputStream tiff = new MemoryCacheImageInputStream(
                    new ByteArrayInputStream(padded, padding, padded.length - padding))) {
                Directory exif = new TIFFReader().read(tiff);
                Directory first = exif instanceof CompoundDirectory all ? all.getDirectory(0) : exif;
                Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
                return entry != null && entry.getValue() instanceof Number code ? ofCode(code.intValue()) : UPRIGHT;
            }
        }
    }

    static Orientation ofCode(int code) {
        Orientation[] all = values();
        return code >= 1 && code <= all.length ? all[code - 1] : UPRIGHT;
    }

    /// The shape of the upright image.
    ImageShape upright(ImageShape stored) {
        return swapsSides
                ? new ImageShape(stored.channels(), /* height= */ stored.width(), /* width= */ stored.height())
                : stored;
    }

    /// The upright image.
    ///
    /// **Shapes** `[c, h, w]` to `[c, h, w]`, or to `[c, w, h]` after a quarter turn.
    Raster upright(Raster stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        ImageShape shape = upright(stored.shape());
        byte[] samples = new byte[shape.size()];
        int at = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int row = swapsSides ? x : y;
                    int column = swapsSides ? y : x;
                    samples[at++] = (byte) stored.sample(
                            c,
                            fromBottom ? stored.height() - 1 - row : row,
                            fromRight ? stored.width() - 1 - column : column);
                }
            }
        }
        return new Raster(shape, samples);
    }
}
