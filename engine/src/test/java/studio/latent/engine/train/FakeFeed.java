package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import studio.latent.engine.image.ImageShape;

/// Images by formula: stripes whose width depends on the image's number.
record FakeFeed(ImageShape shape, int count) implements BatchFeed {
    @Override
    public void fill(long imagesSeen, int batch, ByteBuffer target) {
        for (int i = 0; i < batch; i++) {
            image((int) ((imagesSeen + i) % count), i, target);
        }
    }

    @Override
    public void plain(int first, int batch, ByteBuffer target) {
        for (int i = 0; i < batch; i++) {
            image(first + i, i, target);
        }
    }

    /// The class is the image's number, modulo the number of classes.
    @Override
    public void conditions(long imagesSeen, int batch, FloatBuffer target) {
        int rows = target.capacity() / batch;
        for (int i = 0; i < batch; i++) {
            for (int row = 0; row < rows; row++) {
                target.put(i * rows + row, (imagesSeen + i) % count % (rows - 1) == row ? 1 : 0);
            }
        }
    }

    private void image(int number, int place, ByteBuffer target) {
        for (int k = 0; k < shape.size(); k++) {
            int x = k % shape.width();
            target.put(
                    place * shape.size() + k, (byte) ((x + number) % (2 + number % 5) == 0 ? 255 : 10 * (number % 7)));
        }
    }
}
