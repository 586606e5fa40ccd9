package studio.latent.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.train.BatchFeed;
import studio.latent.engine.train.LearningRateSchedule;
import studio.latent.engine.train.Optimizer;
import studio.latent.engine.train.ResidentMemory;
import studio.latent.engine.train.Trainer;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingSpec;

/// Times whole training steps of the convolutional VAE: `side channels batch steps threads [memory]`.
///
/// Processor time is the mean over the steps of what all threads together used: other programs disturb it less.
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
        CompletableFuture<String> report = new CompletableFuture<>();
        try (Lane lane = new Lane(Lane.Kind.TRAIN, Integer.parseInt(args[4]))) {
            lane.submit(Lane.Urgency.NOW, () -> {
                try (Trainer trainer = Trainer.fresh(plan(side, channels, batch), noise(side, channels, batch))) {
                    report.complete(memory ? memoryOf(trainer, steps) : timesOf(trainer, steps));
                } catch (StudioException | RuntimeException e) {
                    report.completeExceptionally(e);
                }
            });
            System.out.println(report.join());
        }
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

    /// Random bytes, copied anew for each batch as a data set's would be.
    private static BatchFeed noise(int side, int channels, int batch) {
        ImageShape shape = new ImageShape(channels, side, side);
        byte[] bytes = new byte[batch * shape.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (256 * Noise.uniform(1, Noise.Stream.FIXED_GRID, i));
        }
        return new BatchFeed() {
            @Override
            public int count() {
                return batch;
            }

            @Override
            public ImageShape shape() {
                return shape;
            }

            @Override
            public void fill(long imagesSeen, int size, ByteBuffer target) {
                target.put(0, bytes);
            }

            @Override
            public void plain(int first, int size, ByteBuffer target) {
                target.put(0, bytes);
            }
        };
    }

    private static String timesOf(Trainer trainer, int steps) throws StudioException {
        long[] nanos = new long[steps];
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = 0;
        for (int i = -WARM_UP; i < steps; i++) {
            if (i == 0) {
                processor = system.getProcessCpuTime();
            }
            long start = System.nanoTime();
            trainer.step();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        double each = (system.getProcessCpuTime() - processor) / 1e6 / steps;
        return String.format(Locale.ROOT, "%s processor %.3f ms", new Times(nanos).line("step"), each);
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
