package studio.latent.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Bench;
import studio.latent.engine.Directions;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.train.TrainingRequest;

/// Times a slider's way from its value to ARGB pixels, idle and while a VAE trains: `model [direction]`. Without a
/// direction that the model has, latents are drawn.
///
/// A value goes through the newest-wins renderer to the render lane, is decoded, and is copied into a pixel buffer
/// as the window's canvas does it. The window's own frame (at most 16.7 ms at 60 Hz) comes on top.
public final class SliderBenchmark {
    private static final int COUNT = 300;

    /// How far along a direction a slider goes. **Units** standard deviations.
    private static final double REACH = 2;
    private static final int PAUSE_MILLIS = 10;

    private SliderBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        Path home = Files.createTempDirectory("slider-benchmark");
        try (Studio studio = Studio.open(new StudioOptions(Path.of("sample-models"), home))) {
            OpenModel model = studio.models().open(args[0]).await().orThrow();
            Direction direction = args.length > 1 ? direction(studio, model, args[1]) : null;
            measure(studio.bench(), model, direction);
            System.out.println(measure(studio.bench(), model, direction).line("idle"));
            TrainingRun run = studio.training()
                    .start(new TrainingRequest(
                            "vae",
                            "fashion-mnist-test",
                            "small",
                            Map.of("gridEvery", "1000000", "checkpointEvery", "1000000"),
                            OptionalInt.of(1_000_000),
                            1,
                            "cpu",
                            home.resolve("run")))
                    .await()
                    .orThrow();
            while (run.step() < 10) {
                Thread.sleep(50);
            }
            System.out.println(measure(studio.bench(), model, direction).line("training"));
            run.job().cancel();
            run.job().await();
        }
    }

    private static Direction direction(Studio studio, OpenModel model, String name) throws Exception {
        return studio.directions().list(model).await().orThrow().directions().stream()
                .map(Directions.Kept::direction)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Times measure(Bench bench, OpenModel model, @Nullable Direction direction) throws Exception {
        Bench.LiveRenderer renderer = bench.renderer();
        int dimension = model.card().latentDimension();
        int[] pixels = new int
                [model.card().imageShape().height() * model.card().imageShape().width()];
        long[] nanos = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            Latent latent = new Latent(Noise.normals(direction == null ? i : 0, Noise.Stream.FIXED_GRID, 0, dimension));
            double coordinate = REACH * (2.0 * i / COUNT - 1);
            CompletableFuture<Outcome<Bench.Picture>> shown = new CompletableFuture<>();
            long start = System.nanoTime();
            if (direction == null || direction.movesLatents()) {
                Latent there = direction == null ? latent : direction.at(latent, coordinate);
                renderer.request(model, there, Rendering.DEFAULTS, shown::complete);
            } else {
                renderer.request(
                        model,
                        latent,
                        Rendering.DEFAULTS.shiftedBy(direction.moved(model.shiftOr(null), coordinate)),
                        shown::complete);
            }
            shown.join().orThrow().image().toArgb(pixels);
            nanos[i] = System.nanoTime() - start;
            Thread.sleep(PAUSE_MILLIS);
        }
        return new Times(nanos);
    }
}
