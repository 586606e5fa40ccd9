package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Preconditioning;

/// The expected image given a noisy one: all that a sampler sees of a model.
///
/// Guidance, thresholds and masks are denoisers around denoisers. An implementation treats each image of the batch
/// on its own: the result for one must not depend on the others.
@FunctionalInterface
public interface Denoiser {
    /// E[x0 | x] for x = x0 + sigma·noise.
    ///
    /// **Shapes** `x: [N, …]`; the result has the same shape. **Units** data units, images in [−1, 1]; `sigma` > 0.
    /// **Errors** what the network meets, for example [studio.latent.engine.error.OutOfDeviceMemory].
    Samples denoised(Samples x, double sigma) throws StudioException;

    /// The raw network of a diffusion model.
    @FunctionalInterface
    interface Network {
        /// The network's output. **Shapes** `input: [N, C, H, W]`, scaled for the network, with more channels where
        /// it is shown more; `[N, C, H, W]` out.
        /// **Units** `time` as the model's noise schedule counts it.
        Samples output(Samples input, double time) throws StudioException;
    }

    /// A network as a denoiser. **Source** [Preconditioning.Coefficients].
    static Denoiser of(Preconditioning preconditioning, Network network) {
        return (x, sigma) -> {
            Preconditioning.Coefficients c = preconditioning.at(sigma);
            return x.blend(c.skip(), c.output(), network.output(x.times(c.input()), c.time()));
        };
    }
}
