package studio.latent.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingState;

/// Times a training with metrics beside it: `share steps home`.
///
/// The `home` keeps what is computed once for the data set; a short training before the measured one makes it.
/// Beginning and end of a training, with its last measurement, are left out.
public final class BudgetBenchmark {
    private static final int FIRST_STEP = 20;

    private BudgetBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        Path home = Path.of(args[2]);
        Path runs = Files.createTempDirectory("budget-benchmark");
        try (Studio studio = Studio.open(new StudioOptions(Path.of("sample-models"), home))) {
            train(studio, args[0], FIRST_STEP, runs.resolve("first"));
            System.out.println(train(studio, args[0], Integer.parseInt(args[1]), runs.resolve("timed")));
        }
    }

    private static String train(Studio studio, String share, int steps, Path folder)
            throws InterruptedException, StudioException {
        TrainingRun run = studio.training()
                .start(new TrainingRequest(
                        "vae",
                        "fashion-mnist-test",
                        "small",
                        Map.of("metricsShare", share, "gridEvery", "1000000", "checkpointEvery", "1000000"),
                        OptionalInt.of(steps),
                        1,
                        "cpu",
                        folder))
                .await()
                .orThrow();
        AtomicLong from = new AtomicLong();
        AtomicLong to = new AtomicLong();
        AtomicInteger measured = new AtomicInteger();
        Runnable unsubscribe = run.subscribe(event -> {
            switch (event) {
                case TrainingEvent.Losses losses when losses.step() == FIRST_STEP -> from.set(System.nanoTime());
                case TrainingEvent.StateChanged change
                when change.state() == TrainingState.FINISHING -> to.set(System.nanoTime());
                case TrainingEvent.Measured _ when to.get() == 0 -> measured.incrementAndGet();
                default -> {}
            }
        });
        run.job().await();
        unsubscribe.run();
        double millis = (to.get() - from.get()) / 1e6 / Math.max(1, steps - FIRST_STEP);
        return String.format(
                Locale.ROOT, "share %s median %.3f ms a step, measured %d times", share, millis, measured.get());
    }
}
