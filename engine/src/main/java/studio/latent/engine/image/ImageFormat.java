package studio.latent.engine.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/// The image formats that can be read, each known by its first bytes and never by its name alone.
enum ImageFormat {
    PNG("png", ".png."),
    JPEG("jpeg", ".jpg.jpeg.jpe."),
    BMP("bmp", ".bmp.dib."),
    GIF("gif", ".gif."),
    WEBP("webp", ".webp.");

    private final String readerName;
    private final String extensions;

    ImageFormat(String readerName, String extensions) {
        this.readerName = readerName;
        this.extensions = extensions;
    }

    /// The name under which ImageIO knows the reader.
    String readerName() {
        return readerName;
    }

    static Optional<ImageFormat> ofBytes(byte[] bytes) {
        if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        } else if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        } else if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
            return Optional.of(GIF);
        } else if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
            return Optional.of(WEBP);
        } else if (startsWith(bytes, 0, "BM")) {
            return Optional.of(BMP);
        }
        return Optional.empty();
    }

    static boolean isKnownExtension(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (extension.length() == fileName.length()) {
            return false;
        }
        for (ImageFormat format : values()) {
            if (format.extensions.contains("." + extension + ".")) {
                return true;
            }
        }
        return false;
    }

    /// Whether the picture data of a JPEG file has its end mark; within them the mark cannot occur by chance.
    ///
    /// **Source** ITU-T T.81, B.1.1.2 (SOS is `FFDA`, EOI is `FFD9`). What stands behind the mark does not matter.
    static boolean jpegEnds(byte[] bytes) {
        for (int i = bytes.length - 2; i >= 0; i--) {
            if ((bytes[i] & 0xff) == 0xff) {
                int mark = bytes[i + 1] & 0xff;
                if (mark == 0xd9 || mark == 0xda) {
                    return mark == 0xd9;
                }
            }
        }
        return false;
    }

    /// Length that a WebP file claims to have; its reader would fill what is missing in silence.
    static long webpLength(byte[] bytes) {
        return 8
                + Integer.toUnsignedLong(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    }

    private static boolean startsWith(byte[] bytes, int offset, String signature) {
        if (bytes.length < offset + signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if ((bytes[offset + i] & 0xff) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
