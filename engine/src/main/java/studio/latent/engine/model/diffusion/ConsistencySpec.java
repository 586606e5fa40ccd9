package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Group;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.Range;

/// Settings of a student that makes in few steps what its teacher makes in many.
///
/// @param network the teacher's own settings: student and teacher have the same network
/// @param guidance scale of classifier-free guidance that the student learns as its own; 1 for none
/// @param intervals steps of the teacher's way from noise to image that the student learns to jump over
public record ConsistencySpec(
        @Group("model") DiffusionSpec network,
        @Group("objective") @Range(min = 0, max = 30) double guidance,
        @Group("objective") @Range(min = 4, max = 1000) int intervals)
        implements ModelSpec {
    public ConsistencySpec {
        if (!(guidance >= 0 && guidance <= 30)) {
            throw new IllegalArgumentException("guidance must be in [0, 30], got " + guidance);
        }
        if (intervals < 4 || intervals > 1000) {
            throw new IllegalArgumentException("intervals must be in [4, 1000], got " + intervals);
        }
    }

    public static ConsistencySpec defaults(ImageShape image) {
        return new ConsistencySpec(DiffusionSpec.defaults(image), 1.5, 24);
    }

    @Override
    public ImageShape image() {
        return network.image();
    }

    @Override
    public int latentDimension() {
        return network.latentDimension();
    }

    @Override
    public Conditioning conditioning() {
        return network.conditioning();
    }

    @Override
    public ConsistencySpec withConditions(List<String> conditions) {
        return new ConsistencySpec(network.withConditions(conditions), guidance, intervals);
    }
}
