package studio.latent.engine.sample;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;

/// What a self-conditioned model made of a noisy image last, which its network is shown at the next step: zeros at
/// the first. One for each way from noise to image, so that no image depends on the one before.
///
/// Under guidance the estimate is the guided one, for both answers of the network.
/// **Source** Chen et al., "Analog bits", 2022, algorithm 2.
public final class LastEstimate {
    private @Nullable Samples last;

    /// A network that sees the estimate behind the channels of its input.
    ///
    /// **Shapes** the input has as many images as the estimate, or a multiple: each of them after the other, again
    /// and again.
    public Denoiser.Network shownTo(Denoiser.Network network) {
        return (input, time) -> network.output(input.beside(estimateFor(input)), time);
    }

    private Samples estimateFor(Samples input) {
        double[] values = new double[input.values().length];
        Samples known = last;
        if (known != null) {
            double[] bounded = Arrays.stream(known.values())
                    .map(value -> Math.clamp(value, -Denoises.ESTIMATE_LIMIT, Denoises.ESTIMATE_LIMIT))
                    .toArray();
            for (int from = 0; from < values.length; from += bounded.length) {
                System.arraycopy(bounded, 0, values, from, bounded.length);
            }
        }
        return new Samples(input.shape(), values);
    }

    /// A denoiser whose answers are kept.
    public Denoiser of(Denoiser denoiser) {
        return (x, sigma) -> {
            Samples denoised = denoiser.denoised(x, sigma);
            last = denoised;
            return denoised;
        };
    }
}
