package studio.latent.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.metric.feature.InceptionMixed5;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;

/// Times features of grey 28×28 images by the network that ships: `images threads`. All times are of one image.
public final class FeatureBenchmark {
    private static final int SIDE = 28;
    private static final int ROUND = 50;

    private FeatureBenchmark() {}

    public static void main(String[] args) {
        System.setProperty("ai.djl.offline", "true");
        int rounds = Math.max(1, Integer.parseInt(args[0]) / ROUND);
        CompletableFuture<String> report = new CompletableFuture<>();
        try (Lane lane = new Lane(Lane.Kind.BACKGROUND, Integer.parseInt(args[1]))) {
            lane.submit(Lane.Urgency.NOW, () -> {
                Path file = InceptionMixed5.fileIn(Path.of("sample-models"));
                try (InceptionMixed5 network =
                        InceptionMixed5.load(file, ResizeMode.LEGACY_PYTORCH, ComputeDevice.CPU)) {
                    report.complete(timesOf(network, rounds));
                } catch (StudioException | RuntimeException e) {
                    report.completeExceptionally(e);
                }
            });
            System.out.println(report.join());
        }
    }

    private static String timesOf(InceptionMixed5 network, int rounds) throws StudioException {
        FeatureImages images = FeatureImages.of(
                IntStream.range(0, ROUND).mapToObj(FeatureBenchmark::noise).toList());
        network.features(images, JobContext.unattended());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = system.getProcessCpuTime();
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            network.features(images, JobContext.unattended());
            nanos[i] = (System.nanoTime() - start) / ROUND;
        }
        double each = (system.getProcessCpuTime() - processor) / 1e6 / (rounds * ROUND);
        return String.format(Locale.ROOT, "%s processor %.3f ms", new Times(nanos).line("image"), each);
    }

    private static Raster noise(int seed) {
        byte[] samples = new byte[SIDE * SIDE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (256 * Noise.uniform(seed, Noise.Stream.FIXED_GRID, i));
        }
        return new Raster(new ImageShape(1, SIDE, SIDE), samples);
    }
}
