package studio.latent.engine.generate;

import java.util.Arrays;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.SampleShape;

/// What a layer of a network made while it made one image: a map for each of its channels.
///
/// **Shapes** `values: [channels · height · width]`, channel after channel. The array is not written to afterwards.
public record FeatureMaps(FeatureLayer layer, float[] values) {
    private static final int GAP = 1;
    private static final byte LINE = 48;

    public FeatureMaps {
        if (values.length != layer.shape().size()) {
            throw new IllegalArgumentException(
                    "values must hold " + layer.shape().size() + " numbers, got " + values.length);
        }
    }

    private int plane() {
        return layer.shape().height() * layer.shape().width();
    }

    /// The smallest number of a channel's map.
    public float low(int channel) {
        float low = Float.POSITIVE_INFINITY;
        for (int i = channel * plane(); i < (channel + 1) * plane(); i++) {
            low = Math.min(low, values[i]);
        }
        return low;
    }

    /// The largest number of a channel's map.
    public float high(int channel) {
        float high = Float.NEGATIVE_INFINITY;
        for (int i = channel * plane(); i < (channel + 1) * plane(); i++) {
            high = Math.max(high, values[i]);
        }
        return high;
    }

    /// The map of a channel from black, its smallest number, to white, its largest; black where all are the same.
    public Raster map(int channel) {
        float low = low(channel);
        float range = high(channel) - low;
        float[] unit = new float[plane()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = range > 0 ? (values[channel * plane() + i] - low) / range : 0;
        }
        SampleShape shape = layer.shape();
        return Raster.ofUnitFloats(new ImageShape(1, shape.height(), shape.width()), unit, 0);
    }

    /// How many maps beside each other make an atlas that is seen largest in a place `aspect` times as wide as
    /// high.
    ///
    /// No side of the atlas passes [ImageShape#MAX_SIDE].
    public static int columns(SampleShape shape, double aspect) {
        int most = Math.min(shape.channels(), (ImageShape.MAX_SIDE + GAP) / (shape.width() + GAP));
        int rowsAtMost = (ImageShape.MAX_SIDE + GAP) / (shape.height() + GAP);
        int best = most;
        double largest = 0;
        for (int columns = 1; columns <= most; columns++) {
            int rows = Math.ceilDiv(shape.channels(), columns);
            double scale = Math.min(aspect / (columns * (shape.width() + GAP)), 1.0 / (rows * (shape.height() + GAP)));
            if (rows <= rowsAtMost && scale > largest) {
                largest = scale;
                best = columns;
            }
        }
        return best;
    }

    /// All maps in one grey image, row by row, with a line of dark grey between them: black is a value of theirs.
    /// The first ones if there are more than fit.
    ///
    /// @param columns maps beside each other, at least 1
    public Raster atlas(int columns) {
        SampleShape shape = layer.shape();
        int fit = columns * ((ImageShape.MAX_SIDE + GAP) / (shape.height() + GAP));
        int count = Math.min(shape.channels(), fit);
        ImageShape place = ImageGrid.shape(new ImageShape(1, shape.height(), shape.width()), count, columns, GAP);
        byte[] samples = new byte[place.size()];
        Arrays.fill(samples, LINE);
        for (int channel = 0; channel < count; channel++) {
            byte[] map = map(channel).samples();
            int top = channel / columns * (shape.height() + GAP);
            int left = channel % columns * (shape.width() + GAP);
            for (int row = 0; row < shape.height(); row++) {
                int to = (top + row) * place.width() + left;
                System.arraycopy(map, row * shape.width(), samples, to, shape.width());
            }
        }
        return new Raster(place, samples);
    }
}
