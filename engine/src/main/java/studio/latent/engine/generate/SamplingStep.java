package studio.latent.engine.generate;

import java.util.function.Function;
import studio.latent.engine.image.Raster;
import studio.latent.engine.sample.SampleStep;
import studio.latent.engine.sample.Samples;

/// One step of a model that samples in steps, as its watcher sees it: how far it is, and pictures on demand.
///
/// Pictures are asked for on the thread that reports the step, before the watcher returns: of a model that works
/// in another space than pixels they cost a call of its decoder, and afterwards the numbers are gone.
public final class SamplingStep {
    private final SampleStep values;
    private final Function<Samples, Raster> painter;

    SamplingStep(SampleStep values, Function<Samples, Raster> painter) {
        this.values = values;
        this.painter = painter;
    }

    /// From 1 for the noisiest to [#steps()].
    public int number() {
        return values.step() + 1;
    }

    public int steps() {
        return values.steps();
    }

    /// The noise level of what the step began with, in units of the data.
    public double sigma() {
        return values.sigma();
    }

    /// What the step began with, x_t, scaled to the variance of an image.
    public Raster noisy() {
        return painter.apply(values.shown());
    }

    /// The model's estimate of the image at this step, with guidance and threshold.
    public Raster estimate() {
        return painter.apply(values.denoised());
    }
}
