package studio.latent.engine.sample;

import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Cancellation;

/// A denoiser that stops when it is asked to, and that refuses images which are no numbers.
record WatchedDenoiser(Denoiser inner, Cancellation cancellation) implements Denoiser {
    @Override
    public Samples denoised(Samples x, double sigma) throws StudioException {
        cancellation.check();
        Samples denoised = inner.denoised(x, sigma);
        denoised.requireShapeOf(x);
        if (!denoised.isFinite()) {
            throw new IncompatibleModel(
                    "The model's image holds values that are no numbers, first at sigma " + (float) sigma + ".",
                    "Its weights are damaged: use an earlier checkpoint, or import the model again.");
        }
        return denoised;
    }
}
