package studio.latent.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import studio.latent.engine.Evaluation;
import studio.latent.engine.EvaluationRequest;
import studio.latent.engine.FeatureChoice;
import studio.latent.engine.ImageSource;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.metric.KernelDistance;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;

/// The Fréchet distance of two folders of images, from the files to the number: `write DIR images` writes the folders
/// `DIR/real` and `DIR/made`, `measure DIR threads` compares them as the program does, without a band.
public final class FrechetBenchmark {
    private static final int SIDE = 28;

    private FrechetBenchmark() {}

    public static void main(String[] args) throws IOException, StudioException {
        System.setProperty("ai.djl.offline", "true");
        Path folder = Path.of(args[1]);
        if (args[0].equals("write")) {
            write(folder.resolve("real"), Integer.parseInt(args[2]), 0);
            write(folder.resolve("made"), Integer.parseInt(args[2]), 1);
        } else {
            measure(folder, Integer.parseInt(args[2]));
        }
    }

    private static void measure(Path folder, int threads) throws StudioException {
        StudioOptions options = new StudioOptions(Path.of("sample-models"), folder.resolve("home"), "cpu", threads);
        try (Studio studio = Studio.open(options)) {
            EvaluationRequest request = new EvaluationRequest(
                    new ImageSource.Loose(folder.resolve("made")),
                    new ImageSource.Loose(folder.resolve("real")),
                    null,
                    List.of(Metric.FRECHET_DISTANCE),
                    new FeatureChoice.Mixed5(),
                    ResizeMode.LEGACY_PYTORCH,
                    new MetricOptions(0, 0.95, 2, 0, KernelDistance.STANDARD, 1));
            Evaluation evaluation = studio.evaluator().evaluate(request).await().orThrow();
            switch (evaluation.results().getFirst()) {
                case MetricResult.Measured measured ->
                    System.out.printf(Locale.ROOT, "distance %.6f%n", measured.value());
                case MetricResult.NotMeasurable none -> System.out.println(none.reason());
            }
        }
    }

    /// Grey images of three blobs each, with noise.
    private static void write(Path folder, int count, int seed) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(2L * i + seed);
            byte[] samples = new byte[SIDE * SIDE];
            double[] blobs = random.doubles(9).toArray();
            for (int at = 0; at < samples.length; at++) {
                int row = at / SIDE;
                int column = at % SIDE;
                double light = 0.1 * random.nextDouble();
                for (int blob = 0; blob < 9; blob += 3) {
                    double x = column - SIDE * blobs[blob];
                    double y = row - SIDE * blobs[blob + 1];
                    light += 0.6 * Math.exp(-(x * x + y * y) / (10 + (20 + 5 * seed) * blobs[blob + 2]));
                }
                samples[at] = (byte) Math.min(255, 255 * light);
            }
            Raster image = new Raster(new ImageShape(1, SIDE, SIDE), samples);
            Files.write(folder.resolve(String.format(Locale.ROOT, "%05d.png", i)), PngFile.encode(image, Map.of()));
        }
    }
}
