package studio.latent.app.explore;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.OpenModel;

/// Where latents that are kept belong: those of one model. A model of the same name but another latent dimension is
/// another model.
record LatentSpace(String model, int dimension) {
    /// The space of no model.
    static final LatentSpace NONE = new LatentSpace("", 0);

    static LatentSpace of(@Nullable OpenModel model) {
        return model == null
                ? NONE
                : new LatentSpace(model.card().name(), model.card().latentDimension());
    }
}
