package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.TaughtSpec;
import studio.latent.engine.model.UNetLayout;

/// Settings of a student that makes in few steps what its teacher, a [LatentDiffusion] model, makes in many.
///
/// @param network the teacher's own settings: student and teacher have the same network and the same autoencoder
/// @param objective what the student learns
public record LatentConsistencySpec(
        @Group("model") LatentDiffusionSpec network,
        @Group("objective") ConsistencyObjective objective) implements TaughtSpec {
    public static LatentConsistencySpec defaults(ImageShape image) {
        return new LatentConsistencySpec(LatentDiffusionSpec.defaults(image), ConsistencyObjective.USUAL);
    }

    @Override
    public LatentConsistencySpec withConditions(List<String> conditions) {
        return new LatentConsistencySpec(network.withConditions(conditions), objective);
    }

    @Override
    public LatentConsistencySpec withLayout(UNetLayout layout) {
        return new LatentConsistencySpec(network.withLayout(layout), objective);
    }

    @Override
    public LatentConsistencySpec withAutoencoder(AutoencoderShape shape) {
        return new LatentConsistencySpec(network.withAutoencoder(shape), objective);
    }
}
