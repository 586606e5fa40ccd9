package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that estimates what image is in a noisy one: sampling turns noise into images with it, step by step.
///
/// Images are in data units, [−1, 1], between samplers and networks. A latent of such a model is the standard
/// normal noise that sampling starts from, one number for each sample of the image.
public interface Denoises extends Conditional {
    /// Writes the network.
    ///
    /// **Shapes** `x: [N, C, H, W]`, scaled as [#preconditioning] says; `times: [N]` as its schedule counts them;
    /// `condition: [N, rows]` weights of the conditions, null exactly where [#conditionRows] is 0; the result is as
    /// x.
    Value predict(Graph g, Value x, Value times, @Nullable Value condition);

    /// Size of what the network sees and sampling makes of noise.
    SampleShape sampleShape();

    /// How the network's output becomes an estimate of the image.
    Preconditioning preconditioning();

    /// How the model is sampled where nobody says otherwise.
    default UsualSampling usualSampling() {
        return preconditioning().schedule() instanceof EdmNoise ? UsualSampling.OF_EDM : UsualSampling.OF_MANY_STEPS;
    }
}
