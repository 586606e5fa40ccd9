package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;

class TextTrainingReporterTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void printsALineEveryFiveSecondsWhereNobodyWatches() throws Exception {
        TextTrainingReporter reporter = new TextTrainingReporter(terminal(false), run(), nanos::get);

        for (int step = 1; step <= 12; step++) {
            nanos.addAndGet(1_000_000_000L);
            reporter.event(new TrainingEvent.Losses(step, step, Map.of("kl", 2.0, "total", 3.0)));
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "step 1/100  total 3.000  kl 2.000",
                        "step 6/100  total 3.000  kl 2.000",
                        "step 11/100  total 3.000  kl 2.000");
    }

    @Test
    void redrawsOneLineWhereSomeoneWatches() throws Exception {
        TextTrainingReporter reporter = new TextTrainingReporter(terminal(true), run(), nanos::get);

        for (int step = 1; step <= 3; step++) {
            nanos.addAndGet(1_000_000_000L);
            reporter.event(new TrainingEvent.Losses(step, step, Map.of("total", 3.0)));
        }

        assertThat(err.toString()).doesNotContain("\n").contains("\r\u001b[Kstep 3/100");
    }

    private TrainingRun run() throws Exception {
        return FakeStudio.direct()
                .training()
                .start(new TrainingRequest(
                        "conv-vae", "grey-data", "", Map.of(), OptionalInt.of(100), 0, "cpu", folder))
                .await()
                .orThrow();
    }

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), interactive);
    }
}
