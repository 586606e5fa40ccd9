package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A model that estimates what image is in a noisy one: sampling turns noise into images with it, step by step.
///
/// Images are in data units, [−1, 1], between samplers and networks. A latent of such a model is the standard
/// normal noise that sampling starts from, one number for each sample of the image.
public interface Denoises extends Conditional {
    /// Largest size of a number in the estimate that a self-conditioned network is shown. Where there is nearly
    /// nothing but noise, estimates of a network that predicts the noise are of any size.
    double ESTIMATE_LIMIT = 4;

    /// Writes the network.
    ///
    /// **Shapes** `x: [N, …]` as [#inputShape]: the noisy image `[N, C, H, W]`, scaled as [#preconditioning] says,
    /// and behind it the last estimate for a self-conditioned model; `times: [N]` as its schedule counts them;
    /// `condition: [N, rows]` weights of the conditions, null exactly where [#conditionRows] is 0; the result is
    /// `[N, C, H, W]`.
    Value predict(Graph g, Value x, Value times, @Nullable Value condition);

    /// Size of what the network sees and sampling makes of noise.
    SampleShape sampleShape();

    /// Whether the network is shown its last estimate of the image beside the noisy one; zeros where it has none
    /// yet.
    ///
    /// **Source** Chen et al., "Analog bits", 2022, section 2.2.
    default boolean selfConditioned() {
        return false;
    }

    /// Whether opposite borders of its images can be made to fit: whether the network sees what lies beyond a
    /// border by convolutions alone ([studio.latent.engine.nn.Border]).
    default boolean tiles() {
        return true;
    }

    /// What [#predict] is shown of one image.
    default SampleShape inputShape() {
        SampleShape sample = sampleShape();
        return selfConditioned() ? new SampleShape(2 * sample.channels(), sample.height(), sample.width()) : sample;
    }

    /// How the network's output becomes an estimate of the image.
    Preconditioning preconditioning();

    /// How the model is sampled where nobody says otherwise.
    default UsualSampling usualSampling() {
        return preconditioning().schedule() instanceof EdmNoise ? UsualSampling.OF_EDM : UsualSampling.OF_MANY_STEPS;
    }
}
