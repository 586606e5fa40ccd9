package studio.latent.engine.train;

import java.nio.ByteBuffer;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.tensor.Noise;

/// Images by formula, of which some are kept apart: stripes that are alike on both sides, or noise in which nothing
/// of one image helps with another.
record SplitFeed(ImageShape shape, int count, int heldOut, boolean noise) implements BatchFeed {
    private static final int FIRST_APART = 10_000;

    @Override
    public void fill(long imagesSeen, int batch, ByteBuffer target) {
        for (int i = 0; i < batch; i++) {
            image((int) ((imagesSeen + i) % count), i, target);
        }
    }

    @Override
    public void plain(int first, int batch, ByteBuffer target) {
        for (int i = 0; i < batch; i++) {
            image((first + i) % count, i, target);
        }
    }

    @Override
    public void heldOut(int first, int batch, ByteBuffer target) {
        for (int i = 0; i < batch; i++) {
            image(FIRST_APART + first + i, i, target);
        }
    }

    private void image(int number, int place, ByteBuffer target) {
        for (int k = 0; k < shape.size(); k++) {
            int x = k % shape.width();
            boolean white = noise
                    ? Noise.uniform(3, Noise.Stream.FIXED_GRID, (long) number * shape.size() + k) > 0.5
                    : (x + number) % (2 + number % 5) == 0;
            target.put(place * shape.size() + k, (byte) (white ? 255 : 10 * (noise ? 0 : number % 7)));
        }
    }
}
