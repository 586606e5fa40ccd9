package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;

/// The pixels themselves as features, for data so small or so simple that nothing else is needed.
///
/// **Shapes** `[C, H, W]` → C·H·W numbers. **Units** [0, 1].
public final class RawPixels implements FeatureNetwork {
    private static final int CHECK_EVERY = 256;

    private final ImageShape shape;

    public RawPixels(ImageShape shape) {
        this.shape = shape;
    }

    @Override
    public String id() {
        return "raw-pixels";
    }

    @Override
    public String title() {
        return "raw pixels, " + dimension() + "-d";
    }

    @Override
    public int dimension() {
        return shape.size();
    }

    /// There are no weights: one text for all.
    @Override
    public String weightsHash() {
        return "none";
    }

    @Override
    public String resize() {
        return "none";
    }

    /// **Errors** [IncompatibleModel] for an image of another shape.
    @Override
    public FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException {
        int count = images.count();
        float[] values = new float[Math.multiplyExact(count, dimension())];
        ByteBuffer samples = ByteBuffer.allocate(dimension() * images.samples().bytes());
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i % CHECK_EVERY == 0) {
                context.checkCancelled();
                context.progress("Reading pixels", i, count);
            }
            requireShape(images, i);
            images.copy(i, samples.clear());
            samples.flip();
            while (samples.hasRemaining()) {
                float sample = switch (images.samples()) {
                    case BYTES -> samples.get() & 0xff;
                    case FLOATS -> samples.getFloat();
                };
                values[at++] = sample / 255;
            }
        }
        return new FeatureMatrix(count, dimension(), values);
    }

    private void requireShape(FeatureImages images, int index) throws IncompatibleModel {
        ImageShape found = images.shape(index);
        if (!found.equals(shape)) {
            throw new IncompatibleModel(
                    "Raw pixels need images of one shape: image " + (index + 1) + " is " + text(found) + " instead of "
                            + text(shape) + ".",
                    "Choose a feature network, which takes images of every shape, or bring the images to one shape.");
        }
    }

    private static String text(ImageShape shape) {
        return shape.width() + "×" + shape.height() + " with " + shape.channels() + " channels";
    }

    @Override
    public void close() {}
}
