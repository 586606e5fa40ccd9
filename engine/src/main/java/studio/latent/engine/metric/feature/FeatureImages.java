package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.util.List;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Images that are turned into features, read by position; grey and RGB and sides may be mixed.
public interface FeatureImages {
    /// How a sample is written. Both count from 0 to 255, so that a network takes either.
    enum Samples {
        /// One unsigned byte.
        BYTES(Byte.BYTES),
        /// A float32 in the buffer's order, not rounded to a whole number.
        FLOATS(Float.BYTES);

        private final int bytes;

        Samples(int bytes) {
            this.bytes = bytes;
        }

        /// Bytes a sample.
        int bytes() {
            return bytes;
        }
    }

    int count();

    /// The same for all images.
    default Samples samples() {
        return Samples.BYTES;
    }

    ImageShape shape(int index);

    /// Copies one image to the buffer's position and advances it. **Shapes** `[C, H, W]`, as [#samples()] says.
    void copy(int index, ByteBuffer target);

    static FeatureImages of(List<Raster> images) {
        List<Raster> kept = List.copyOf(images);
        return new FeatureImages() {
            @Override
            public int count() {
                return kept.size();
            }

            @Override
            public ImageShape shape(int index) {
                return kept.get(index).shape();
            }

            @Override
            public void copy(int index, ByteBuffer target) {
                target.put(kept.get(index).samples());
            }
        };
    }

    /// All images of a data set in its order.
    static FeatureImages of(Dataset dataset) {
        return new FeatureImages() {
            @Override
            public int count() {
                return dataset.count();
            }

            @Override
            public ImageShape shape(int index) {
                return dataset.shape();
            }

            @Override
            public void copy(int index, ByteBuffer target) {
                dataset.copy(index, false, target);
            }
        };
    }

    /// Images that were never rounded to bytes. **Shapes** `values: [count · C · H · W]`. **Units** [0, 1].
    static FeatureImages ofFloats(ImageShape shape, float[] values) {
        if (values.length % shape.size() != 0) {
            throw new IllegalArgumentException(
                    "values must hold whole images of " + shape.size() + " samples, got " + values.length);
        }
        return new FeatureImages() {
            @Override
            public int count() {
                return values.length / shape.size();
            }

            @Override
            public Samples samples() {
                return Samples.FLOATS;
            }

            @Override
            public ImageShape shape(int index) {
                return shape;
            }

            @Override
            public void copy(int index, ByteBuffer target) {
                for (int i = index * shape.size(); i < (index + 1) * shape.size(); i++) {
                    target.putFloat(255 * values[i]);
                }
            }
        };
    }

    /// The images of another collection at these positions.
    static FeatureImages chosen(FeatureImages images, int[] positions) {
        int[] kept = positions.clone();
        return new FeatureImages() {
            @Override
            public int count() {
                return kept.length;
            }

            @Override
            public Samples samples() {
                return images.samples();
            }

            @Override
            public ImageShape shape(int index) {
                return images.shape(kept[index]);
            }

            @Override
            public void copy(int index, ByteBuffer target) {
                images.copy(kept[index], target);
            }
        };
    }
}
