package studio.latent.engine.direction;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.image.Raster;

/// Where in the picture an attribute shows: found from the images that have it and those that have not.
public final class AttributeRegion {
    /// Differences of means of so many standard errors are no chance among tens of thousands of samples.
    private static final double CERTAIN = 6;

    /// Samples of two images that differ by more than this show the attribute. **Units** of a byte.
    private static final int VISIBLE = 12;

    /// Share of the pairs that must show the attribute in a pixel: an odd pair alone does not.
    private static final double SHOWN = 0.1;

    private AttributeRegion() {}

    /// The pixels whose mean over the plus images differs from that over the minus images beyond chance, in any
    /// channel: Welch's t above 6.
    ///
    /// **Shapes** `[H · W]`.
    public static boolean[] ofData(Dataset dataset, AttributeChoice choice) {
        int size = dataset.shape().size();
        double[][] sums = new double[2][size];
        double[][] squares = new double[2][size];
        int[] counts = new int[2];
        int[] sides = choice.sides();
        ByteBuffer image = ByteBuffer.allocate(size);
        for (int i = 0; i < dataset.count(); i++) {
            if (sides[i] != Attribute.UNKNOWN) {
                dataset.copy(i, false, image.clear());
                counts[sides[i]]++;
                for (int s = 0; s < size; s++) {
                    double value = image.get(s) & 0xff;
                    sums[sides[i]][s] += value;
                    squares[sides[i]][s] += value * value;
                }
            }
        }
        int plane = dataset.shape().width() * dataset.shape().height();
        boolean[] region = new boolean[plane];
        for (int s = 0; s < size; s++) {
            double difference = sums[1][s] / counts[1] - sums[0][s] / counts[0];
            double error = errorOfMean(sums[0][s], squares[0][s], counts[0])
                    + errorOfMean(sums[1][s], squares[1][s], counts[1]);
            region[s % plane] |= difference * difference > CERTAIN * CERTAIN * error;
        }
        return region;
    }

    /// Variance of a mean; of one image it is not known.
    private static double errorOfMean(double sum, double square, int count) {
        if (count < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double variance = (square - sum * sum / count) / (count - 1);
        return Math.max(0, variance) / count;
    }

    /// What changes outside a region, in cells of a coarse grid. **Shapes** `[C · cells²]`, **Units** of [0, 1].
    ///
    /// @param cells cells along a side, at most as many as pixels
    public static float[] changesOutside(boolean[] region, Raster before, Raster after, int cells) {
        int plane = before.width() * before.height();
        float[] changes = new float[before.channels() * cells * cells];
        double share = (double) cells * cells / plane / 255;
        for (int s = 0; s < before.samples().length; s++) {
            int pixel = s % plane;
            if (!region[pixel]) {
                int y = pixel / before.width() * cells / before.height();
                int x = pixel % before.width() * cells / before.width();
                int difference = (after.samples()[s] & 0xff) - (before.samples()[s] & 0xff);
                changes[(s / plane * cells + y) * cells + x] += (float) (share * difference);
            }
        }
        return changes;
    }

    /// The pixels in which two images differ visibly in any channel. **Shapes** `[H · W]`.
    public static boolean[] ofPair(Raster one, Raster other) {
        int plane = one.width() * one.height();
        boolean[] region = new boolean[plane];
        for (int s = 0; s < one.samples().length; s++) {
            region[s % plane] |= Math.abs((one.samples()[s] & 0xff) - (other.samples()[s] & 0xff)) > VISIBLE;
        }
        return region;
    }

    /// The union of the regions of pairs, less the pixels that fewer than one pair in ten holds.
    ///
    /// **Shapes** `[H · W]`, as each of the regions.
    public static boolean[] union(List<boolean[]> regions) {
        boolean[] union = new boolean[regions.getFirst().length];
        for (int pixel = 0; pixel < union.length; pixel++) {
            int holding = 0;
            for (boolean[] region : regions) {
                holding += region[pixel] ? 1 : 0;
            }
            union[pixel] = holding > 0 && holding >= SHOWN * regions.size();
        }
        return union;
    }

    /// An image without the attribute and one with it that are alike in every other attribute, but for those that
    /// say the same in other words.
    public record Pair(int minus, int plus) {}

    /// All exact pairs, each image in one at most.
    public static List<Pair> exactPairs(AttributeChoice choice, List<Attribute> attributes) {
        int[] sides = choice.sides();
        List<int[]> others = attributes.stream()
                .map(Attribute::codes)
                .filter(codes -> !AttributeKinship.areKin(sides, codes))
                .toList();
        Map<List<Integer>, List<Integer>> minus = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] == 0) {
                minus.computeIfAbsent(codes(others, i), _ -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < sides.length; i++) {
            List<Integer> alike = sides[i] == 1 ? minus.getOrDefault(codes(others, i), List.of()) : List.of();
            if (!alike.isEmpty()) {
                pairs.add(new Pair(alike.removeLast(), i));
            }
        }
        return pairs;
    }

    private static List<Integer> codes(List<int[]> attributes, int image) {
        return attributes.stream().map(codes -> codes[image]).toList();
    }

    /// Mean absolute change of a sample inside a region and outside of it. **Units** [0, 1] of its range.
    public record Change(double inside, double outside) {
        public static Change of(Raster before, Raster after, boolean[] region) {
            double[] sums = new double[2];
            int[] counts = new int[2];
            for (int s = 0; s < before.samples().length; s++) {
                int part = region[s % region.length] ? 0 : 1;
                sums[part] += Math.abs((before.samples()[s] & 0xff) - (after.samples()[s] & 0xff)) / 255.0;
                counts[part]++;
            }
            return new Change(sums[0] / Math.max(1, counts[0]), sums[1] / Math.max(1, counts[1]));
        }
    }

    /// Share of the pixels that a region holds.
    public static double area(boolean[] region) {
        int inside = 0;
        for (boolean held : region) {
            inside += held ? 1 : 0;
        }
        return (double) inside / region.length;
    }
}
