package studio.latent.engine.sample;

import java.util.Arrays;

/// The sigmas that a sampler visits, from noise to image.
///
/// **Units** data units. **Shapes** one more number than steps: step i goes from number i to number i + 1. They
/// fall strictly; only the last may be 0, where the image is the denoised one.
public record SigmaGrid(double[] sigmas) {
    public SigmaGrid {
        if (sigmas.length < 2) {
            throw new IllegalArgumentException("sigmas must hold at least one step, got " + sigmas.length + " numbers");
        }
        for (int i = 0; i < sigmas.length; i++) {
            boolean last = i == sigmas.length - 1;
            boolean falls = i == 0 || sigmas[i] < sigmas[i - 1];
            if (!(falls && Double.isFinite(sigmas[i]) && (sigmas[i] > 0 || (last && sigmas[i] == 0)))) {
                throw new IllegalArgumentException("sigmas must fall strictly and stay above 0 before the last, got "
                        + sigmas[i] + " at place " + i);
            }
        }
    }

    public int steps() {
        return sigmas.length - 1;
    }

    public double from(int step) {
        return sigmas[step];
    }

    public double to(int step) {
        return sigmas[step + 1];
    }

    public double first() {
        return sigmas[0];
    }

    public double last() {
        return sigmas[sigmas.length - 1];
    }

    /// The last `steps` steps of this grid.
    public SigmaGrid tail(int steps) {
        return new SigmaGrid(Arrays.copyOfRange(sigmas, sigmas.length - 1 - steps, sigmas.length));
    }

    /// The same grid without the step to 0, if it has one and other steps.
    public SigmaGrid withoutZero() {
        return last() == 0 && steps() > 1 ? new SigmaGrid(Arrays.copyOf(sigmas, sigmas.length - 1)) : this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigmaGrid(double[] s) && Arrays.equals(sigmas, s);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sigmas);
    }

    @Override
    public String toString() {
        return "SigmaGrid" + Arrays.toString(sigmas);
    }
}
