package studio.latent.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.train.TrainingRequest;

/// Times a slider's way from its value to ARGB pixels, idle and while a VAE trains: `model [count]`.
///
/// A value goes through the newest-wins renderer to the render lane, is decoded, and is copied into a pixel buffer
/// as the window's canvas does it. The window's own frame (at most 16.7 ms at 60 Hz) comes on top.
public final class SliderBenchmark {
    private static final int WARM_UP = 300;
    private static final int PAUSE_MILLIS = 10;

    private SliderBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        Path home = Files.createTempDirectory("slider-benchmark");
        try (Studio studio = Studio.open(new StudioOptions(Path.of("sample-models"), home))) {
            OpenModel model = studio.models().open(args[0]).await().orThrow();
            measure(studio.bench(), model, WARM_UP);
            System.out.println(measure(studio.bench(), model, count).line("idle"));
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
            System.out.println(measure(studio.bench(), model, count).line("training"));
            run.job().cancel();
            run.job().await();
        }
    }

    private static Times measure(Bench bench, OpenModel model, int count) throws Exception {
        Bench.LiveRenderer renderer = bench.renderer();
        int dimension = model.card().latentDimension();
        int[] pixels = new int
                [model.card().imageShape().height() * model.card().imageShape().width()];
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            Latent latent = new Latent(Noise.normals(i, Noise.Stream.FIXED_GRID, 0, dimension));
            CompletableFuture<Outcome<Bench.Picture>> shown = new CompletableFuture<>();
            long start = System.nanoTime();
            renderer.request(model, latent, Rendering.DEFAULTS, shown::complete);
            shown.join().orThrow().image().toArgb(pixels);
            nanos[i] = System.nanoTime() - start;
            Thread.sleep(PAUSE_MILLIS);
        }
        return new Times(nanos);
    }
}
