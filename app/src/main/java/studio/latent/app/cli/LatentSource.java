package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.NoiseInversion;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ShiftedLatent;

/// Finds the latent that an [Operand] names in one model's latent space.
final class LatentSource {
    private final ModelInUse model;
    private final PriorOptions priors;

    LatentSource(ModelInUse model, PriorOptions priors) {
        this.model = model;
        this.priors = priors;
    }

    /// **Errors** [IncompatibleModel] when the model finds no latents of images or a saved latent is another
    /// model's.
    ShiftedLatent of(Operand operand) throws StudioException {
        return switch (operand) {
            case Operand.Seed(long seed) ->
                new ShiftedLatent(
                        model.bench().latentOf(model.model(), seed, priors.priorOf(model), priors.temperature()));
            case Operand.ImageFile image -> new ShiftedLatent(encode(image));
            case Operand.LatentFile saved -> read(saved);
        };
    }

    List<ShiftedLatent> all(List<Operand> operands) throws StudioException {
        List<ShiftedLatent> found = new ArrayList<>();
        for (Operand operand : operands) {
            found.add(of(operand));
        }
        return found;
    }

    /// The same for what takes latents alone.
    ///
    /// **Errors** [BadOption] for a saved latent of which anything is moved: it would be another image without.
    Latent latentOf(Operand operand) throws StudioException {
        ShiftedLatent found = of(operand);
        if (found.shift() != null) {
            throw new BadOption(
                    "What is made of a latent is moved (%s): it is no side of a direction.".formatted(operand),
                    "Use an image whose latent was searched for in z.");
        }
        return found.latent();
    }

    /// Whether the model makes images of noise in steps: an image's latent is then the noise that a way back leads
    /// to.
    boolean denoises() {
        return model.card().capabilities().contains(Capability.DENOISES);
    }

    /// The noise of an image.
    ///
    /// @param settings that have a way back
    InvertedImage noise(Path file, SamplerSettings settings) throws StudioException {
        return model.scope().await(model.bench().noiseOf(model.model(), raster(file), settings));
    }

    /// Whether the model has an encoder; in one without, latents of images are searched for.
    boolean encodes() {
        return model.card().capabilities().contains(Capability.ENCODES);
    }

    private Latent encode(Operand.ImageFile image) throws StudioException {
        if (denoises()) {
            return noise(image.file(), NoiseInversion.settings(model.model().usualSampling()))
                    .latent();
        }
        return encodes()
                ? model.scope().await(model.bench().encode(model.model(), raster(image.file())))
                : invert(image.file(), InversionRequest.USUAL).latent();
    }

    private Raster raster(Path file) throws StudioException {
        CommandScope scope = model.scope();
        return scope.await(scope.studio().readImage(file));
    }

    /// Searches the latent of an image.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not make an image of a latent in one step.
    InvertedImage invert(Path file, InversionRequest request) throws StudioException {
        return model.scope()
                .await(model.bench()
                        .invert(
                                model.model(),
                                raster(file),
                                request,
                                model.model().usualSampling(),
                                _ -> {}));
    }

    private ShiftedLatent read(Operand.LatentFile saved) throws StudioException {
        ShiftedLatent styled = LatentFile.read(saved.file());
        Latent latent = styled.latent();
        if (latent.dimension() != model.card().latentDimension()) {
            throw new IncompatibleModel(
                    "The latent in %s has %d numbers, the model '%s' needs %d."
                            .formatted(
                                    saved.file(),
                                    latent.dimension(),
                                    model.card().name(),
                                    model.card().latentDimension()),
                    "Use a latent that was saved for this model.");
        }
        if (!model.model().fits(styled.shift())) {
            throw new IncompatibleModel(
                    "The latent in " + saved.file() + " is moved in styles or layers that the model '"
                            + model.card().name() + "' does not have.",
                    "Use a latent that was saved for this model.");
        }
        return styled;
    }
}
