package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.util.List;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Images that are turned into features, read by position; grey and RGB and sides may be mixed.
public interface FeatureImages {
    int count();

    ImageShape shape(int index);

    /// Copies one image to the buffer's position and advances it. **Shapes** unsigned bytes `[C, H, W]`.
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

    /// The images of another collection at these positions.
    static FeatureImages chosen(FeatureImages images, int[] positions) {
        int[] kept = positions.clone();
        return new FeatureImages() {
            @Override
            public int count() {
                return kept.length;
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
