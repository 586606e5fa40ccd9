package studio.latent.engine.model;

import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that tells of a noisy sample what is in it, at each noise level of a diffusion model: the slope of what
/// it says leads that model's sampling.
///
/// [#conditions] are what it tells apart: classes, or for each attribute its values.
public interface ClassifiesNoisy extends Conditional {
    /// Size of what it looks at: an image's, or that of an autoencoder's latent.
    SampleShape sampleShape();

    /// The noise levels that it was trained at.
    NoiseSchedule schedule();

    /// Writes the network: the logarithm of each condition's probability, those of one attribute adding up to 1.
    ///
    /// **Shapes** `x: [N, C, H, W]`, scaled as the schedule's networks see it ([NoiseSchedule#signal]); `times:
    /// [N]` as the schedule counts them; `trust: [N]`, [#trust] of each noise level; the result is `[N,
    /// conditions]`.
    /// **Units** nats.
    Value logProbabilities(Graph g, Value x, Value times, Value trust);

    /// The factor on the scores at a noise level, 1/√(1 + sigma²).
    ///
    /// What can be told of an image fades with its share in the noisy one, and so does the slope of a perfect
    /// classifier. One that had to learn that would be wrong by a little everywhere, which sampling multiplies by
    /// sigma.
    static double trust(double sigma) {
        return 1 / Math.sqrt(1 + sigma * sigma);
    }
}
