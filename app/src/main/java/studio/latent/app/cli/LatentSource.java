package studio.latent.app.cli;

import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.LatentFile;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;

/// Finds the latent that an [Operand] names in one model's latent space.
final class LatentSource {
    private final ModelInUse model;
    private final PriorOptions priors;

    LatentSource(ModelInUse model, PriorOptions priors) {
        this.model = model;
        this.priors = priors;
    }

    /// **Errors** [IncompatibleModel] when the model encodes no images or a saved latent is another model's.
    Latent of(Operand operand) throws StudioException {
        return switch (operand) {
            case Operand.Seed(long seed) ->
                model.bench().latentOf(model.model(), seed, priors.priorOf(model), priors.temperature());
            case Operand.ImageFile image -> encode(image);
            case Operand.LatentFile saved -> read(saved);
        };
    }

    private Latent encode(Operand.ImageFile image) throws StudioException {
        if (!model.card().capabilities().contains(Capability.ENCODES)) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' does not encode images.",
                    "Name a seed or a saved latent instead of " + image.file() + ".");
        }
        CommandScope scope = model.scope();
        Raster raster = scope.await(scope.studio().readImage(image.file()));
        return scope.await(model.bench().encode(model.model(), raster));
    }

    private Latent read(Operand.LatentFile saved) throws StudioException {
        Latent latent = LatentFile.read(saved.file());
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
        return latent;
    }
}
