package studio.latent.engine.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;

/// Reads PNG, JPEG, BMP, GIF (its first frame) and WebP files of any depth into rasters.
///
/// Grey files give one channel, all others three; 16-bit samples are rounded to 8; alpha is composed on a [Background].
/// Photographs are turned upright as their Exif note says; CMYK is converted to RGB.
/// The format is told by the first bytes, the size by the header before a pixel is decoded.
public final class ImageFiles {
    /// Largest file that is read at all; above what 16-bit RGBA of the largest size needs uncompressed.
    public static final long MAX_FILE_BYTES = 192L << 20;

    static {
        // Decoding never needs a display or temporary files; a display that the user's system has is left alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        ImageIO.setUseCache(false);
    }

    private ImageFiles() {}

    /// Whether a file of this name is meant to be an image.
    public static boolean isImageName(String fileName) {
        return ImageFormat.isKnownExtension(fileName);
    }

    /// The image in a file, on black.
    ///
    /// **Errors** [NotFound] without a file, [FileTrouble] when it cannot be opened, [BadImage] when it is
    /// no whole image
    public static Raster read(Path file) throws StudioException {
        String name = String.valueOf(file.getFileName());
        return decode(name, bytesOf(file, name), Background.BLACK);
    }

    /// The image in the bytes of a file. `name` is only what errors call it.
    ///
    /// **Errors** [BadImage]
    public static Raster decode(String name, byte[] bytes, Background background) throws BadImage {
        try {
            return decode(bytes, background);
        } catch (IOException | RuntimeException e) {
            throw broken(name, reasonOf(e), e);
        }
    }

    /// The shape of the image in the bytes of a file, from its header alone.
    ///
    /// **Errors** [BadImage]
    public static ImageShape shape(String name, byte[] bytes) throws BadImage {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = open(bytes, input);
            try {
                checkSize(reader);
                BufferedImage probe = reader.getImageTypes(0).next().createBufferedImage(1, 1);
                int channels =
                        new PixelConversion(Background.BLACK).convert(probe).channels();
                return orientation(bytes).upright(new ImageShape(channels, reader.getHeight(0), reader.getWidth(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw broken(name, reasonOf(e), e);
        }
    }

    private static byte[] bytesOf(Path file, String name) throws StudioException {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw broken(name, "it is larger than " + (MAX_FILE_BYTES >> 20) + " MiB", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new NotFound(
                    "There is no image '" + file + "'.", "Check the name, or choose the file in the window.", e);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The image '" + file + "' cannot be opened: " + e.getMessage() + ".",
                    "Check that it is a file and that you may read it.",
                    e);
        }
    }

    private static Raster decode(byte[] bytes, Background background) throws IOException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = open(bytes, input);
            AtomicReference<String> truncation = new AtomicReference<>("");
            reader.addIIOReadWarningListener(truncationListener(truncation));
            try {
                checkSize(reader);
                Raster raster = new PixelConversion(background).convert(reader.read(0));
                if (!truncation.get().isEmpty()) {
                    throw new IOException("it ends too early");
                }
                return orientation(bytes).upright(raster);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Orientation orientation(byte[] bytes) {
        return ImageFormat.ofBytes(bytes).filter(ImageFormat.JPEG::equals).isPresent()
                ? Orientation.ofJpeg(bytes)
                : Orientation.UPRIGHT;
    }

    private static ImageReader open(byte[] bytes, ImageInputStream input) throws IOException {
        ImageFormat format = ImageFormat.ofBytes(bytes)
                .orElseThrow(() -> new IOException(
                        bytes.length == 0 ? "it is empty" : "it is no PNG, JPEG, BMP, GIF or WebP file"));
        if ((format == ImageFormat.WEBP && ImageFormat.webpLength(bytes) > bytes.length)
                || (format == ImageFormat.JPEG && !ImageFormat.jpegEnds(bytes))) {
            throw new IOException("it ends too early");
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
        if (!readers.hasNext()) {
            throw new IOException("this Java runtime has no reader for " + format);
        }
        ImageReader reader = readers.next();
        // Metadata is not wanted, and skipping it spares its decompression.
        reader.setInput(input, true, true);
        return reader;
    }

    private static void checkSize(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || width > ImageShape.MAX_SIDE || height > ImageShape.MAX_SIDE) {
            throw new IOException("it is " + width + "×" + height + " pixels, and a side must be within 1 and "
                    + ImageShape.MAX_SIDE);
        }
    }

    /// The JPEG reader fills what is missing with grey and only warns; other warnings are harmless.
    private static IIOReadWarningListener truncationListener(AtomicReference<String> truncation) {
        return (source, warning) -> {
            if (warning.contains("Premature end")) {
                truncation.set(warning);
            }
        };
    }

    private static String reasonOf(Exception e) {
        if (e instanceof IOException && e.getCause() == null && e.getMessage() != null) {
            return e.getMessage();
        }
        return "its contents are damaged or end too early";
    }

    private static BadImage broken(String name, String reason, @Nullable Throwable cause) {
        return new BadImage(
                "The image '" + name + "' cannot be read: " + reason + ".",
                "Open it in an image editor and save it again as PNG, or leave it out.",
                cause);
    }
}
