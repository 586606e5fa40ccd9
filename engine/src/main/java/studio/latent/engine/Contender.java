package studio.latent.engine;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.FidelityDial;
import studio.latent.engine.model.PriorKind;

/// A model in a comparison, with what it draws from: one model at two priors is two contenders.
///
/// @param prior one of the model's own
/// @param dial value of the family's [FidelityDial]
/// @param sampling how a model that denoises samples; its guidance is the dial's
public record Contender(OpenModel model, PriorKind prior, double dial, SamplerSettings sampling) {
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

    /// The model with its dial at the value at which it was trained, and the usual sampler.
    public static Contender neutral(OpenModel model, PriorKind prior) {
        return new Contender(model, prior, model.card().family().dial().neutral(), model.usualSampling());
    }

    /// The same with the dial turned to `value`.
    public Contender at(double value) {
        return new Contender(model, prior, value, sampling);
    }

    /// The same by another sampler, or in another number of steps.
    public Contender by(SamplerSettings other) {
        return new Contender(model, prior, dial, other);
    }

    /// Values of a sweep of the dial. Guidance has nothing to do for a model that takes no wishes.
    public List<Double> stops() {
        FidelityDial known = model.card().family().dial();
        return switch (model.card().family()) {
            case VAE, GAN -> known.stops();
            case DIFFUSION -> model.conditions().isEmpty() ? List.of(known.neutral()) : known.stops();
        };
    }

    /// Its images of consecutive seeds, for a measurement.
    public ImageSource.Drawn drawn(long seed, int count) {
        return new ImageSource.Drawn(model, prior, temperature(), dialled(), seed, count);
    }

    /// The same images, to look at: requests whose images follow one another.
    ///
    /// @param wishes what the images shall be
    public List<SampleRequest> requests(long seed, int count, SeedWishes wishes) {
        if (!SeedWishes.ask(model.conditions(), sampling)) {
            return List.of(new SampleRequest(seed, count, prior, temperature(), BATCH, dialled()));
        }
        return IntStream.range(0, count)
                .mapToLong(i -> seed + i)
                .mapToObj(each -> new SampleRequest(
                        each, 1, prior, temperature(), 1, wishes.at(each, model.conditions(), dialled())))
                .toList();
    }

    private double temperature() {
        return switch (model.card().family()) {
            case VAE -> dial;
            case DIFFUSION, GAN -> 1;
        };
    }

    private SamplerSettings dialled() {
        return switch (model.card().family()) {
            case VAE -> sampling;
            case DIFFUSION -> sampling.guidedBy(dial);
            case GAN -> sampling.styled(sampling.styling().truncatedTo(dial));
        };
    }
}
