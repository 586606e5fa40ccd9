package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.TaughtSpec;
import studio.latent.engine.model.UNetLayout;

/// Settings of a student that makes in few steps what its teacher, a [Diffusion] model, makes in many.
///
/// @param network the teacher's own settings: student and teacher have the same network
/// @param objective what the student learns
public record ConsistencySpec(
        @Group("model") DiffusionSpec network,
        @Group("objective") ConsistencyObjective objective) implements TaughtSpec {
    public static ConsistencySpec defaults(ImageShape image) {
        return new ConsistencySpec(DiffusionSpec.defaults(image), ConsistencyObjective.USUAL);
    }

    @Override
    public ConsistencySpec withConditions(List<String> conditions) {
        return new ConsistencySpec(network.withConditions(conditions), objective);
    }

    @Override
    public ConsistencySpec withLayout(UNetLayout layout) {
        return new ConsistencySpec(network.withLayout(layout), objective);
    }
}
