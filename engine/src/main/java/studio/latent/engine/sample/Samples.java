package studio.latent.engine.sample;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import studio.latent.engine.tensor.HostTensor;

/// A batch of noisy or clean images (or latents) between two evaluations of a network, in float64 in host memory.
///
/// Float64 because a sampler multiplies and subtracts large numbers that almost cancel, and host memory because the
/// same sums then come out on every device; beside the network they cost nothing.
///
/// **Shapes** `shape` is `[N, …]`, for images `[N, C, H, W]`; `values` holds the product of its sides in row-major
/// order. The arrays belong to the batch and are not written to afterwards.
public record Samples(int[] shape, double[] values) {
    public Samples {
        if (shape.length < 1 || shape[0] < 1) {
            throw new IllegalArgumentException("shape must begin with at least one image, got " + text(shape));
        }
        if (values.length != HostTensor.sizeOf(shape)) {
            throw new IllegalArgumentException("values must hold " + HostTensor.sizeOf(shape) + " numbers for shape "
                    + text(shape) + ", got " + values.length);
        }
    }

    public static Samples of(HostTensor tensor) {
        double[] values = new double[tensor.size()];
        Arrays.setAll(values, i -> tensor.values()[i]);
        return new Samples(tensor.shape(), values);
    }

    /// Images in the batch.
    public int count() {
        return shape[0];
    }

    /// Numbers of one image.
    public int size() {
        return values.length / shape[0];
    }

    /// Images `first … first + count − 1` as float32.
    public HostTensor toFloats(int first, int count) {
        int[] sides = shape.clone();
        sides[0] = count;
        float[] floats = new float[count * size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[first * size() + i];
        }
        return new HostTensor(sides, floats);
    }

    /// Images `first … first + count − 1` as a batch of their own.
    Samples part(int first, int count) {
        int[] sides = shape.clone();
        sides[0] = count;
        return new Samples(sides, Arrays.copyOfRange(values, first * size(), (first + count) * size()));
    }

    /// These images and then others of the same shape, in one batch.
    Samples then(Samples others) {
        int[] sides = shape.clone();
        sides[0] = count() + others.count();
        double[] all = Arrays.copyOf(values, values.length + others.values.length);
        System.arraycopy(others.values, 0, all, values.length, others.values.length);
        return new Samples(sides, all);
    }

    /// The channels of each image and behind them those of the same image among others.
    ///
    /// **Shapes** `[N, C, H, W]` and `[N, c, H, W]` → `[N, C + c, H, W]`.
    Samples beside(Samples others) {
        int[] sides = shape.clone();
        sides[1] += others.shape[1];
        double[] all = new double[values.length + others.values.length];
        int both = size() + others.size();
        for (int i = 0; i < count(); i++) {
            System.arraycopy(values, i * size(), all, i * both, size());
            System.arraycopy(others.values, i * others.size(), all, i * both + size(), others.size());
        }
        return new Samples(sides, all);
    }

    /// factor · this.
    Samples times(double factor) {
        double[] sum = new double[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = factor * values[i];
        }
        return new Samples(shape, sum);
    }

    /// factor · this + otherFactor · other: the one sum that samplers are made of.
    ///
    /// **Errors** [IllegalArgumentException] for another shape.
    Samples blend(double factor, double otherFactor, Samples other) {
        requireShapeOf(other);
        double[] sum = new double[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = factor * values[i] + otherFactor * other.values[i];
        }
        return new Samples(shape, sum);
    }

    /// this + factor · other.
    Samples plus(double factor, Samples other) {
        return blend(1, factor, other);
    }

    void requireShapeOf(Samples other) {
        if (!Arrays.equals(shape, other.shape)) {
            throw new IllegalArgumentException(
                    "shapes must be equal, got " + text(shape) + " and " + text(other.shape));
        }
    }

    boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// Root of the mean square.
    double rms() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static String text(int[] shape) {
        return IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples(int[] s, double[] v) && Arrays.equals(shape, s) && Arrays.equals(values, v);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Samples " + text(shape);
    }
}
