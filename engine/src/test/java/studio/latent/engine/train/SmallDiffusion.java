package studio.latent.engine.train;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;

/// A diffusion model so small that a test can train it.
final class SmallDiffusion {
    private SmallDiffusion() {}

    /// @param conditions names of what it is told; none for a model that is told nothing
    static Diffusion of(ImageShape shape, List<String> conditions) {
        return of(shape, conditions, NoiseKind.COSINE, Prediction.V);
    }

    static Diffusion of(ImageShape shape, List<String> conditions, NoiseKind noise, Prediction prediction) {
        return new Diffusion(new DiffusionSpec(
                shape, conditions, 8, 2, 2, 1, 6, 8, 4, noise, prediction, 5, Conditioning.CLASS, 0.2));
    }
}
