package studio.latent.engine.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Decoded images of one shape with their labels and attributes; safe for any number of reading threads.
///
/// Made by [DatasetReader].
public final class Dataset {
    private final DatasetCard card;
    private final PixelStore pixels;
    private final int[] labels;
    private final List<Attribute> attributes;
    private final List<String> imageNames;

    /// @param labels one for each image, or none at all
    /// @param imageNames one for each image, or none at all
    Dataset(DatasetCard card, PixelStore pixels, int[] labels, List<Attribute> attributes, List<String> imageNames) {
        this.card = card;
        this.pixels = pixels;
        this.labels = labels;
        this.attributes = List.copyOf(attributes);
        this.imageNames = List.copyOf(imageNames);
    }

    /// What a list of data sets shows of this one.
    public DatasetCard card() {
        return card;
    }

    public String name() {
        return card.name();
    }

    public Path location() {
        return card.location();
    }

    public int count() {
        return card.count();
    }

    /// The shape of every image.
    public ImageShape shape() {
        return card.shape();
    }

    /// Copies one image to the buffer's position and advances it: a plain copy of memory unless it is flipped.
    ///
    /// **Shapes** unsigned bytes `[C, H, W]`
    public void copy(int index, boolean flipHorizontally, ByteBuffer target) {
        check(index);
        if (!flipHorizontally) {
            pixels.copy(index, target);
            return;
        }
        int width = shape().width();
        byte[] image = new byte[shape().size()];
        pixels.copy(index, image);
        for (int row = 0; row < image.length; row += width) {
            for (int left = row, right = row + width - 1; left < right; left++, right--) {
                byte kept = image[left];
                image[left] = image[right];
                image[right] = kept;
            }
        }
        target.put(image);
    }

    /// Copies the `size` images that `order` puts behind the first `imagesSeen`.
    ///
    /// **Shapes** unsigned bytes `[size, C, H, W]`
    public void copyBatch(EpochOrder order, long imagesSeen, int size, ByteBuffer target) {
        if (order.count() != count()) {
            throw new IllegalArgumentException("the order must be one of " + count() + " images, got " + order.count());
        }
        for (long position = imagesSeen; position < imagesSeen + size; position++) {
            copy(order.indexAt(position), order.flipAt(position), target);
        }
    }

    public Raster image(int index) {
        check(index);
        byte[] samples = new byte[shape().size()];
        pixels.copy(index, samples);
        return new Raster(shape(), samples);
    }

    public boolean hasLabels() {
        return labels.length > 0;
    }

    /// The class of an image, a position in [#classes()]; only where there are labels.
    public int label(int index) {
        check(index);
        if (!hasLabels()) {
            throw new IllegalStateException("the data set " + name() + " has no labels");
        }
        return labels[index];
    }

    /// One label for each image; empty without labels.
    public int[] labels() {
        return labels.clone();
    }

    /// Class names in label order; empty without labels.
    public List<String> classes() {
        return card.classes();
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    public Optional<Attribute> attribute(String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /// The file an image came from, or its number in an IDX file.
    public String imageName(int index) {
        check(index);
        return imageNames.isEmpty() ? Integer.toString(index) : imageNames.get(index);
    }

    /// File name → reason, for each image that could not be used.
    public Map<String, String> skipped() {
        return card.skipped();
    }

    /// Whether the images are read from a mapped cache file instead of the heap.
    public boolean isMapped() {
        return pixels.isMapped();
    }

    private void check(int index) {
        if (index < 0 || index >= count()) {
            throw new IndexOutOfBoundsException("image must be in [0, " + count() + "), got " + index);
        }
    }
}
