package studio.latent.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;

/// Reads the text entries of a PNG file (tEXt, zTXt, iTXt) without decoding a pixel.
///
/// Every length is checked against the file before memory is taken for it.
///
/// **Source** PNG specification, third edition, 11.3.3
public final class PngTexts {
    /// Most bytes that all texts of a file may have together, inflated.
    public static final int MAX_TEXT_BYTES = 64 << 20;

    private static final int CHUNK_FRAME = 12;

    private final FileChannel channel;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int budget = MAX_TEXT_BYTES;

    private PngTexts(FileChannel channel) {
        this.channel = channel;
    }

    /// Keyword → text in the file's order; empty when there are none. Of equal keywords the first counts.
    ///
    /// **Errors** [NotFound], [FileTrouble], and [BadImage] when the file is no PNG or its chunks do not add up
    public static Map<String, String> read(Path file) throws StudioException {
        try (FileChannel channel = FileChannel.open(file)) {
            PngTexts reader = new PngTexts(channel);
            reader.readChunks();
            return reader.texts;
        } catch (NoSuchFileException e) {
            throw new NotFound("There is no image '" + file + "'.", "Check the name.", e);
        } catch (MalformedPng e) {
            throw new BadImage(
                    "The texts of '" + file.getFileName() + "' cannot be read: " + e.getMessage() + ".",
                    "Use the file as it was written; programs that edit or send images often drop or damage its texts.",
                    e);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The image '" + file + "' cannot be opened: " + e.getMessage() + ".",
                    "Check that it is a file and that you may read it.",
                    e);
        }
    }

    private void readChunks() throws IOException {
        long size = channel.size();
        long position = PngFile.SIGNATURE.length;
        if (size < position || !Arrays.equals(bytes(0, PngFile.SIGNATURE.length), PngFile.SIGNATURE)) {
            throw new MalformedPng("it is no PNG file");
        }
        while (position + CHUNK_FRAME <= size) {
            ByteBuffer head = ByteBuffer.wrap(bytes(position, 8));
            int length = head.getInt();
            String type = new String(head.array(), 4, 4, StandardCharsets.ISO_8859_1);
            if (length < 0 || length > size - position - CHUNK_FRAME) {
                throw new MalformedPng("its chunk '" + type + "' is longer than the file");
            }
            if (type.equals("IEND")) {
                return;
            }
            if (type.equals("tEXt") || type.equals("zTXt") || type.equals("iTXt")) {
                add(type, chunk(position, length, type));
            }
            position += CHUNK_FRAME + length;
        }
        throw new MalformedPng("it ends too early");
    }

    private byte[] chunk(long position, int length, String type) throws IOException {
        if (length > budget) {
            throw new MalformedPng("its texts are larger than " + (MAX_TEXT_BYTES >> 20) + " MiB");
        }
        byte[] body = bytes(position + 4, length + 4);
        CRC32 crc = new CRC32();
        crc.update(body);
        if ((int) crc.getValue()
                != ByteBuffer.wrap(bytes(position + 8 + length, 4)).getInt()) {
            throw new MalformedPng("the checksum of its chunk '" + type + "' is wrong");
        }
        return Arrays.copyOfRange(body, 4, body.length);
    }

    private void add(String type, byte[] data) throws IOException {
        int end = zeroAfter(data, 0);
        String keyword = new String(data, 0, end, StandardCharsets.ISO_8859_1);
        String text = switch (type) {
            case "tEXt" -> text(data, end + 1, false, StandardCharsets.ISO_8859_1);
            case "zTXt" -> text(data, end + 2, true, StandardCharsets.ISO_8859_1);
            default -> internationalText(data, end);
        };
        texts.putIfAbsent(keyword, text);
    }

    private String internationalText(byte[] data, int end) throws IOException {
        if (data.length < end + 5) {
            throw new MalformedPng("a text entry is cut off");
        }
        boolean compressed = data[end + 1] == 1;
        int translated = zeroAfter(data, end + 3) + 1;
        return text(data, zeroAfter(data, translated) + 1, compressed, StandardCharsets.UTF_8);
    }

    private String text(byte[] data, int from, boolean compressed, Charset charset) throws IOException {
        if (from > data.length) {
            throw new MalformedPng("a text entry is cut off");
        }
        byte[] plain = Arrays.copyOfRange(data, from, data.length);
        if (compressed) {
            try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(plain))) {
                plain = inflater.readNBytes(budget + 1);
            } catch (IOException e) {
                throw new MalformedPng("a compressed text entry is damaged", e);
            }
        }
        if (plain.length > budget) {
            throw new MalformedPng("its texts are larger than " + (MAX_TEXT_BYTES >> 20) + " MiB");
        }
        budget -= plain.length;
        return new String(plain, charset);
    }

    private static int zeroAfter(byte[] data, int from) throws MalformedPng {
        for (int i = from; i < data.length; i++) {
            if (data[i] == 0) {
                return i;
            }
        }
        throw new MalformedPng("a text entry is cut off");
    }

    private byte[] bytes(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new MalformedPng("it ends too early");
            }
        }
        return buffer.array();
    }

    /// What is wrong with the file's structure, as half a sentence.
    private static final class MalformedPng extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedPng(String reason) {
            super(reason);
        }

        MalformedPng(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
