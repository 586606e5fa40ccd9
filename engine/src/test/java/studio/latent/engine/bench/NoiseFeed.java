package studio.latent.engine.bench;

import java.nio.ByteBuffer;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.train.BatchFeed;

/// A batch of random bytes, copied anew for each step as a data set's would be.
record NoiseFeed(ImageShape shape, int count, byte[] bytes) implements BatchFeed {
    static NoiseFeed of(ImageShape shape, int batch) {
        byte[] bytes = new byte[batch * shape.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (256 * Noise.uniform(1, Noise.Stream.FIXED_GRID, i));
        }
        return new NoiseFeed(shape, batch, bytes);
    }

    @Override
    public void fill(long imagesSeen, int size, ByteBuffer target) {
        target.put(0, bytes);
    }

    @Override
    public void plain(int first, int size, ByteBuffer target) {
        target.put(0, bytes);
    }
}
