package studio.latent.engine.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Where decoded images are put, each in its slot; slots may be filled in any order and by several threads.
sealed interface PixelSink {
    void put(int slot, byte[] samples) throws IOException;

    /// Copies one slot to an earlier one.
    void move(int from, int to) throws IOException;

    /// Slots in heap memory, in blocks because an array ends at 2 GiB.
    record Heap(List<byte[]> blocks, int imagesPerBlock, int imageBytes) implements PixelSink {
        private static final int BLOCK_BYTES = 1 << 30;

        static Heap allocate(int slots, int imageBytes) {
            int perBlock = Math.clamp(BLOCK_BYTES / imageBytes, 1, Math.max(slots, 1));
            List<byte[]> blocks = new ArrayList<>();
            for (int first = 0; first < slots; first += perBlock) {
                blocks.add(new byte[Math.min(perBlock, slots - first) * imageBytes]);
            }
            return new Heap(blocks, perBlock, imageBytes);
        }

        @Override
        public void put(int slot, byte[] samples) {
            System.arraycopy(samples, 0, block(slot), offset(slot), imageBytes);
        }

        @Override
        public void move(int from, int to) {
            System.arraycopy(block(from), offset(from), block(to), offset(to), imageBytes);
        }

        PixelStore store() {
            return new PixelStore(blocks.stream().map(MemorySegment::ofArray).toList(), imagesPerBlock, imageBytes);
        }

        private byte[] block(int slot) {
            return blocks.get(slot / imagesPerBlock);
        }

        private int offset(int slot) {
            return slot % imagesPerBlock * imageBytes;
        }
    }

    /// Slots in a file, written through its channel: a full disk is an exception there and a crash in a mapping.
    record File(FileChannel channel, long start, int imageBytes) implements PixelSink {
        @Override
        public void put(int slot, byte[] samples) throws IOException {
            writeAll(channel, ByteBuffer.wrap(samples, 0, imageBytes), position(slot));
        }

        @Override
        public void move(int from, int to) throws IOException {
            ByteBuffer image = ByteBuffer.allocate(imageBytes);
            while (image.hasRemaining()) {
                if (channel.read(image, position(from) + image.position()) < 0) {
                    throw new IOException("the cache file ends too early");
                }
            }
            put(to, image.array());
        }

        private long position(int slot) {
            return start + (long) slot * imageBytes;
        }

        static void writeAll(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }
    }
}
