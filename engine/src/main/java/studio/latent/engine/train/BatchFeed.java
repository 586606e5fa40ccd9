package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import studio.latent.engine.image.ImageShape;

/// The images of a run, addressed by how many were seen before: the same number always gives the same image.
public interface BatchFeed {
    /// Images in one epoch.
    int count();

    ImageShape shape();

    /// Writes `batch` images from the run's order into `target`, from its start.
    ///
    /// **Shapes** `target: [batch, C, H, W]`, uint8.
    void fill(long imagesSeen, int batch, ByteBuffer target);

    /// Writes what the data say of the images that [#fill] gives, as weights of a model's conditions.
    ///
    /// **Shapes** `target: [batch, rows]`.
    default void conditions(long imagesSeen, int batch, FloatBuffer target) {
        throw new IllegalStateException("these images come without anything said of them");
    }

    /// Writes images by their place in the data set, unmirrored: `first … first + batch − 1`.
    void plain(int first, int batch, ByteBuffer target);

    /// How many images are kept apart: [#fill] never gives them.
    default int heldOut() {
        return 0;
    }

    /// Writes images that are kept apart, unmirrored, by their place among them.
    default void heldOut(int first, int batch, ByteBuffer target) {
        throw new IndexOutOfBoundsException("no images are kept apart, got " + first + " to " + (first + batch));
    }

    /// The same of images that are kept apart.
    default void heldOutConditions(int first, int batch, FloatBuffer target) {
        throw new IllegalStateException("these images come without anything said of them");
    }

    /// The same of images that are trained on, by their place among them.
    default void trainedConditions(int first, int batch, FloatBuffer target) {
        throw new IllegalStateException("these images come without anything said of them");
    }

    /// Writes images that are trained on, unmirrored, by their place among them.
    default void trained(int first, int batch, ByteBuffer target) {
        plain(first, batch, target);
    }
}
