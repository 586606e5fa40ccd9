package studio.latent.engine.sample;

import studio.latent.engine.error.StudioException;

/// A loop from noise to image. An implementation is a record: its components are its knobs, [#loop] is its paper.
///
/// All loops work on x = x0 + sigma·noise. In this frame what papers write for variance-preserving models and for
/// flows comes out as the same steps, with one factor less.
public interface Sampler {
    /// The loop itself; callers use [#sample].
    Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context) throws StudioException;

    /// Evaluations of the denoiser over so many steps that end at 0; one a step, unless a sampler says otherwise.
    default int evaluations(int steps) {
        return steps;
    }

    /// The image that the noise becomes.
    ///
    /// **Shapes** `start: [N, …]` at the grid's first sigma; the result has its shape and is at the grid's last
    /// sigma.
    /// **Errors** what the network meets; [studio.latent.engine.error.IncompatibleModel] when it puts out what is
    /// no number. A cancelled run leaves before its next evaluation.
    default Samples sample(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        return loop(new WatchedDenoiser(denoiser, context.cancellation()), start, grid, context);
    }
}
