package studio.latent.engine.sample;

import java.util.Arrays;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;

/// Noise from one seed an image: a pure function of seed, step and element, whatever the batch, order or device.
public record SeededNoise(long[] seeds) implements NoiseSource {
    public SeededNoise {
        if (seeds.length < 1) {
            throw new IllegalArgumentException("seeds must hold one for each image, got none");
        }
    }

    public static SeededNoise of(long... seeds) {
        return new SeededNoise(seeds);
    }

    @Override
    public Samples normals(int step, int[] shape) {
        return draw(Noise.Stream.SAMPLER, step, shape);
    }

    /// The noise that sampling starts from, of deviation 1: what the latents of other models are for these.
    public Samples start(int[] shape) {
        return draw(Noise.Stream.PRIOR, 0, shape);
    }

    private Samples draw(Noise.Stream stream, int step, int[] shape) {
        if (shape[0] != seeds.length) {
            throw new IllegalArgumentException(
                    "there must be a seed for each of the " + shape[0] + " images, got " + seeds.length);
        }
        double[] values = new double[HostTensor.sizeOf(shape)];
        int size = values.length / shape[0];
        Arrays.setAll(values, i -> Noise.normal(seeds[i / size], stream, (long) step * size + i % size));
        return new Samples(shape, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeededNoise(long[] s) && Arrays.equals(seeds, s);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(seeds);
    }

    @Override
    public String toString() {
        return "SeededNoise" + Arrays.toString(seeds);
    }
}
