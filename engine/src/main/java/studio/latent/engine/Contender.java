package studio.latent.engine;

import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.model.FidelityDial;
import studio.latent.engine.model.PriorKind;

/// A model in a comparison, with what it draws from: one model at two priors is two contenders.
///
/// @param prior one of the model's own
/// @param dial value of the family's [FidelityDial]
public record Contender(OpenModel model, PriorKind prior, double dial) {
    private static final int BATCH = 64;

    public Contender {
        FidelityDial known = model.card().family().dial();
        if (!(dial >= known.min() && dial <= known.max())) {
            throw new IllegalArgumentException(
                    known.name() + " must be in [" + known.min() + ", " + known.max() + "], got " + dial);
        }
        if (!model.card().priors().contains(prior)) {
            throw new IllegalArgumentException("prior must be one of the model's own, got " + prior);
        }
    }

    /// The model with its dial at the value at which it was trained.
    public static Contender neutral(OpenModel model, PriorKind prior) {
        return new Contender(model, prior, model.card().family().dial().neutral());
    }

    /// The same with the dial turned to `value`.
    public Contender at(double value) {
        return new Contender(model, prior, value);
    }

    /// Its images of consecutive seeds, for a measurement.
    public ImageSource.Drawn drawn(long seed, int count) {
        return new ImageSource.Drawn(model, prior, temperature(), seed, count);
    }

    /// The same images, to look at.
    public SampleRequest request(long seed, int count) {
        return new SampleRequest(seed, count, prior, temperature(), BATCH);
    }

    /// The one place where a dial becomes a setting of the sampler.
    private double temperature() {
        return switch (model.card().family()) {
            case VAE, DIFFUSION -> dial;
        };
    }
}
