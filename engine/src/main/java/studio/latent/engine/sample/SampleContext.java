package studio.latent.engine.sample;

import java.util.function.Consumer;
import studio.latent.engine.job.Cancellation;

/// What surrounds one run of a sampler: its noise, who may stop it, who watches it.
///
/// @param watcher called at each step on the sampler's thread, so it should only take the values over
public record SampleContext(NoiseSource noise, Cancellation cancellation, Consumer<SampleStep> watcher) {
    /// A run that nobody watches and nobody stops.
    public static SampleContext unattended(NoiseSource noise) {
        return new SampleContext(noise, new Cancellation(), step -> {});
    }

    void report(int step, SigmaGrid grid, Samples x, Samples denoised) {
        watcher.accept(new SampleStep(step, grid.steps(), grid.from(step), x, denoised));
    }
}
