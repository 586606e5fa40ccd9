package studio.latent.engine.train;

import studio.latent.engine.model.Group;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.Unit;

/// Settings of the training loop: everything about a run that is neither the model nor the data.
///
/// @param batch images a step
/// @param steps optimizer steps
/// @param beta1 decay of the first moment, or SGD's momentum
/// @param beta2 decay of the second moment, or RMSProp's smoothing constant
/// @param clipNorm largest Euclidean norm of all gradients together; 0 for no limit
/// @param emaHalfLife images after which a weight's share in the exponential moving average has halved; 0 for no
/// average
/// @param imageSize side to which images are cropped and resized; 0 to take them as they are stored
/// @param horizontalFlip whether each image is mirrored with probability ½, by seed
/// @param checkpointEvery steps between checkpoints
/// @param gridEvery steps between grids of images
/// @param metricsShare share of the time that measuring the model's images may take while it trains; 0 for no
/// metrics
/// @param heldOut share of the images that is kept apart from training, at most [DatasetFeed#MOST_HELD_OUT] of
/// them; their loss tells whether the model learns by heart
public record TrainingSpec(
        @Group("run") @Range(min = 1, max = 4096) @Unit("images")
        int batch,

        @Group("run") @Range(min = 1, max = 100_000_000) @Unit("steps")
        int steps,

        @Group("optimizer") Optimizer optimizer,
        @Group("optimizer") @Range(min = 1e-8, max = 10) double learningRate,
        @Group("optimizer") LearningRateSchedule learningRateSchedule,

        @Group("optimizer") @Range(min = 0, max = 10_000_000) @Unit("steps")
        int warmupSteps,

        @Group("optimizer") @Range(min = 0, max = 0.99999) double beta1,
        @Group("optimizer") @Range(min = 0, max = 0.99999) double beta2,
        @Group("optimizer") @Range(min = 0, max = 10) double weightDecay,
        @Group("optimizer") @Range(min = 0, max = 1e9) double clipNorm,

        @Group("optimizer") @Range(min = 0, max = 1e12) @Unit("images")
        double emaHalfLife,

        @Group("run") @Range(min = 0, max = 256) @Unit("pixels")
        int imageSize,

        @Group("run") Precision precision,
        @Group("run") boolean horizontalFlip,

        @Group("run") @Range(min = 1, max = 10_000_000) @Unit("steps")
        int checkpointEvery,

        @Group("run") @Range(min = 1, max = 10_000_000) @Unit("steps")
        int gridEvery,

        @Group("run") @Range(min = 0, max = 100) @Unit("percent")
        int metricsShare,

        @Group("run") @Range(min = 0, max = 50) @Unit("percent")
        int heldOut) {
    /// Arithmetic of matrix products and convolutions while training.
    public enum Precision {
        /// bfloat16 on a CUDA device, float32 on the CPU.
        AUTO,
        FLOAT32,
        BFLOAT16
    }

    public static final TrainingSpec DEFAULTS = new TrainingSpec(
            128,
            10_000,
            Optimizer.ADAMW,
            1e-3,
            LearningRateSchedule.COSINE,
            100,
            0.9,
            0.999,
            1e-4,
            0,
            5_000,
            0,
            Precision.AUTO,
            false,
            1_000,
            250,
            15,
            5);

    public TrainingSpec {
        require(batch >= 1 && batch <= 4096, "batch", "[1, 4096]", batch);
        require(steps >= 1, "steps", "[1, 100000000]", steps);
        require(learningRate >= 1e-8 && learningRate <= 10, "learningRate", "[1e-8, 10]", learningRate);
        require(warmupSteps >= 0, "warmupSteps", "[0, 10000000]", warmupSteps);
        require(beta1 >= 0 && beta1 < 1, "beta1", "[0, 0.99999]", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2", "[0, 0.99999]", beta2);
        require(weightDecay >= 0 && weightDecay <= 10, "weightDecay", "[0, 10]", weightDecay);
        require(clipNorm >= 0, "clipNorm", "[0, 1e9]", clipNorm);
        require(emaHalfLife >= 0, "emaHalfLife", "[0, 1e12]", emaHalfLife);
        require(imageSize == 0 || (imageSize >= 8 && imageSize <= 256), "imageSize", "[8, 256] or 0", imageSize);
        require(checkpointEvery >= 1, "checkpointEvery", "[1, 10000000]", checkpointEvery);
        require(gridEvery >= 1, "gridEvery", "[1, 10000000]", gridEvery);
        require(metricsShare >= 0 && metricsShare <= 100, "metricsShare", "[0, 100]", metricsShare);
        require(heldOut >= 0 && heldOut <= 50, "heldOut", "[0, 50]", heldOut);
    }

    private static void require(boolean holds, String name, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
        }
    }
}
