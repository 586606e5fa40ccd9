package studio.latent.engine.model;

import java.util.List;
import java.util.Optional;
import studio.latent.engine.model.diffusion.Consistency;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.LatentConsistency;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.NoisedClassifier;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanEncoder;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.model.gan.StyleGanEncoder;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.model.vae.Vae;

/// All kinds of model that can be trained here: the one list that forms, files and the command line follow.
public final class ModelCatalog {
    public static final List<ModelType<?>> TYPES = List.of(
            Vae.TYPE,
            AutoencoderKl.TYPE,
            Diffusion.TYPE,
            LatentDiffusion.TYPE,
            Consistency.TYPE,
            LatentConsistency.TYPE,
            NoisedClassifier.TYPE,
            Gan.TYPE,
            StyleGan.TYPE,
            GanEncoder.TYPE,
            StyleGanEncoder.TYPE);

    private ModelCatalog() {}

    public static Optional<ModelType<?>> find(String id) {
        return TYPES.stream().filter(type -> type.id().equals(id)).findFirst();
    }
}
