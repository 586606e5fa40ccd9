package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.Progress;

class ProgressLineTest {
    @Test
    void showsABarACountAndTheTimeLeft() {
        String line = ProgressLine.of("sample", new Progress("Sampling", 6, 24), Duration.ofSeconds(30));

        assertThat(line).isEqualTo("Sampling " + "█".repeat(6) + "░".repeat(18) + " 6/24  1:30 left");
    }

    @Test
    void saysNothingInTheFirstMoment() {
        assertThat(ProgressLine.of("open", Progress.NONE, Duration.ofMillis(100)))
                .isEmpty();
        assertThat(ProgressLine.of("open", Progress.NONE, Duration.ofSeconds(1)))
                .isEqualTo("open …");
    }

    @Test
    void writesLongTimesWithHours() {
        assertThat(ProgressLine.time(59.6)).isEqualTo("1:00");
        assertThat(ProgressLine.time(3725)).isEqualTo("1:02:05");
        assertThat(ProgressLine.time(Double.POSITIVE_INFINITY)).isEqualTo("?");
    }
}
