package studio.latent.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.metric.FrechetDistance;
import studio.latent.engine.metric.KernelDistance;
import studio.latent.engine.metric.ManifoldMetrics;
import studio.latent.engine.metric.Moments;
import studio.latent.engine.metric.SlicedWasserstein;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.train.ResidentMemory;

/// Times statistics of random features: `count dimension threads rounds [frechet]`.
///
/// With `frechet` only the moments and the distance. Processor time is the mean over the rounds of what all threads
/// together used: other programs disturb it less.
public final class MetricBenchmark {
    private static final JobContext CONTEXT = JobContext.unattended();
    private static final ComputeDevice CPU = ComputeDevice.CPU;

    @FunctionalInterface
    private interface Work {
        double run() throws OutOfDeviceMemory;
    }

    private MetricBenchmark() {}

    public static void main(String[] args) {
        System.setProperty("ai.djl.offline", "true");
        int count = Integer.parseInt(args[0]);
        int dimension = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[3]);
        boolean all = args.length < 5;
        CompletableFuture<Void> done = new CompletableFuture<>();
        try (Lane lane = new Lane(Lane.Kind.BACKGROUND, Integer.parseInt(args[2]))) {
            lane.submit(Lane.Urgency.NOW, () -> {
                try {
                    measure(count, dimension, rounds, all);
                    done.complete(null);
                } catch (OutOfDeviceMemory | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            done.join();
        }
    }

    private static void measure(int count, int dimension, int rounds, boolean all) throws OutOfDeviceMemory {
        FeatureMatrix real = features(count, dimension, 0);
        FeatureMatrix made = features(count, dimension, 1);
        Moments one = Moments.of(CPU, real);
        Moments other = Moments.of(CPU, made);
        time("moments", rounds, () -> Moments.of(CPU, made).count());
        time("frechet-distance", rounds, () -> FrechetDistance.between(CPU, one, other));
        if (all) {
            time(
                    "kernel-distance",
                    rounds,
                    () -> KernelDistance.STANDARD
                            .measure(CPU, real, made, 1, CONTEXT)
                            .mean());
            time("sliced-wasserstein", rounds, () -> new SlicedWasserstein(1000, 1).between(CPU, real, made, CONTEXT));
            time(
                    "manifold",
                    rounds,
                    () -> ManifoldMetrics.of(CPU, real, made, CONTEXT).coverage());
        }
    }

    private static void time(String name, int rounds, Work work) throws OutOfDeviceMemory {
        long[] nanos = new long[rounds];
        double value = 0;
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = system.getProcessCpuTime();
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            value = work.run();
            nanos[i] = System.nanoTime() - begin;
        }
        System.out.printf(
                Locale.ROOT,
                "%s processor %.0f ms value %.6f resident %d MiB%n",
                new Times(nanos).line(name),
                (system.getProcessCpuTime() - processor) / 1e6 / rounds,
                value,
                ResidentMemory.bytes() >> 20);
    }

    /// Uniform numbers, the later columns spread less, as features do.
    private static FeatureMatrix features(int count, int dimension, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * dimension];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] = (float) random.nextDouble() / (1 + i % dimension % 64));
        return new FeatureMatrix(count, dimension, values);
    }
}
