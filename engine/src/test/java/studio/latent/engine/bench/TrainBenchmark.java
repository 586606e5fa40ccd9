package studio.latent.engine.bench;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.LearningRateSchedule;
import studio.latent.engine.train.Optimizer;
import studio.latent.engine.train.ResidentMemory;
import studio.latent.engine.train.Trainer;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingSpec;

/// Times whole training steps of the convolutional VAE: `side channels batch steps threads [memory]`.
///
/// With `memory` it prints resident and heap memory ten times during the run instead of times.
public final class TrainBenchmark {
    private static final int WARM_UP = 20;

    private TrainBenchmark() {}

    public static void main(String[] args) {
        System.setProperty("ai.djl.offline", "true");
        int side = Integer.parseInt(args[0]);
        int channels = Integer.parseInt(args[1]);
        int batch = Integer.parseInt(args[2]);
        int steps = Integer.parseInt(args[3]);
        boolean memory = args.length > 5 && args[5].equals("memory");
        System.out.println(TrainedOnLane.report(
                plan(side, channels, batch),
                Integer.parseInt(args[4]),
                trainer -> memory ? memoryOf(trainer, steps) : StepTimes.of("step", trainer::step, WARM_UP, steps)));
    }

    private static TrainingPlan plan(int side, int channels, int batch) {
        ImageShape shape = new ImageShape(channels, side, side);
        VaeSpec model = new VaeSpec(
                shape,
                channels == 3 ? 64 : 16,
                VaeSpec.Network.CONVOLUTIONAL,
                32,
                256,
                0,
                VaeSpec.Likelihood.BERNOULLI,
                1,
                0,
                0);
        TrainingSpec spec = new TrainingSpec(
                batch,
                1_000_000,
                Optimizer.ADAM,
                1e-4,
                LearningRateSchedule.CONSTANT,
                0,
                0.9,
                0.999,
                0,
                0,
                0,
                0,
                TrainingSpec.Precision.FLOAT32,
                false,
                1_000_000,
                1_000_000,
                0,
                0);
        return new TrainingPlan("vae", new Vae(model), spec, "noise", 1, ComputeDevice.CPU);
    }

    private static String memoryOf(Trainer trainer, int steps) throws StudioException {
        StringBuilder report = new StringBuilder();
        for (int i = 1; i <= steps; i++) {
            trainer.step();
            if (i % (steps / 10) == 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                report.append("step ")
                        .append(i)
                        .append(" resident ")
                        .append(ResidentMemory.bytes() >> 20)
                        .append(" MiB heap ")
                        .append((runtime.totalMemory() - runtime.freeMemory()) >> 20)
                        .append(" MiB\n");
            }
        }
        return report.toString().strip();
    }
}
