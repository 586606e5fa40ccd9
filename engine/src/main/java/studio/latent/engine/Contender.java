package studio.latent.engine;

import java.util.List;
import java.util.stream.IntStream;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.FidelityDial;
import studio.latent.engine.model.PriorKind;

/// A model in a comparison, with what it draws from: one model at two priors is two contenders, and so is one with
/// and without a classifier that leads it.
///
/// @param prior one of the model's own
/// @param dial value of [#turned()]
/// @param sampling how a model that denoises samples. Where it names a classifier, even at a scale of 0, the dial
/// is the classifier's scale and guidance stays; else the dial is guidance
public record Contender(OpenModel model, PriorKind prior, double dial, SamplerSettings sampling) {
    private static final int BATCH = 64;
    private static final FidelityDial CLASSIFIER_SCALE = FidelityDial.classifierScale(List.of(0.0, 1.0, 2.0, 4.0, 8.0));

    public Contender {
        FidelityDial known = turned(model, sampling);
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

    /// The same by another sampler, or in another number of steps. A dial that takes the place of another is
    /// neutral.
    public Contender by(SamplerSettings other) {
        FidelityDial now = turned(model, other);
        return new Contender(model, prior, now.equals(turned()) ? dial : now.neutral(), other);
    }

    /// What is turned to trade fidelity against diversity.
    public FidelityDial turned() {
        return turned(model, sampling);
    }

    private static FidelityDial turned(OpenModel model, SamplerSettings sampling) {
        return isLed(model, sampling) ? CLASSIFIER_SCALE : model.card().family().dial();
    }

    private static boolean isLed(OpenModel model, SamplerSettings sampling) {
        return switch (model.card().family()) {
            case VAE, GAN -> false;
            case DIFFUSION -> !sampling.steering().classifier().name().isBlank();
        };
    }

    /// Values of a sweep of the dial. Guidance and classifiers have nothing to do for a model that takes no wishes.
    public List<Double> stops() {
        FidelityDial known = turned();
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
            case DIFFUSION ->
                isLed(model, sampling)
                        ? sampling.classifiedBy(sampling.steering().classifier().at(dial))
                        : sampling.guidedBy(dial);
            case GAN -> sampling.styled(sampling.styling().truncatedTo(dial));
        };
    }
}
