package studio.latent.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.List;

/// The decoded images of a data set, in heap memory or in a mapped file, one behind the other in blocks.
///
/// A mapped file is released by the garbage collector, so that no reader can outlive its pages.
final class PixelStore {
    private final List<MemorySegment> blocks;
    private final int imagesPerBlock;
    private final int imageBytes;

    PixelStore(List<MemorySegment> blocks, int imagesPerBlock, int imageBytes) {
        this.blocks = List.copyOf(blocks);
        this.imagesPerBlock = imagesPerBlock;
        this.imageBytes = imageBytes;
    }

    /// Copies image `index` to the buffer's position and advances it.
    void copy(int index, ByteBuffer target) {
        MemorySegment.copy(block(index), offset(index), MemorySegment.ofBuffer(target), 0, imageBytes);
        target.position(target.position() + imageBytes);
    }

    void copy(int index, byte[] target) {
        MemorySegment.copy(block(index), ValueLayout.JAVA_BYTE, offset(index), target, 0, imageBytes);
    }

    /// Whether the images lie in a mapped file instead of the heap.
    boolean isMapped() {
        return !blocks.isEmpty() && blocks.getFirst().isNative();
    }

    private MemorySegment block(int index) {
        return blocks.get(index / imagesPerBlock);
    }

    private long offset(int index) {
        return (long) (index % imagesPerBlock) * imageBytes;
    }
}
