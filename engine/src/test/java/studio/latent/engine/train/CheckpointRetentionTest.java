package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointRetentionTest {
    private static List<KeptCheckpoint> run(CheckpointRetention retention, int checkpoints, long bytes) {
        List<KeptCheckpoint> kept = new ArrayList<>();
        for (int step = 1; step <= checkpoints; step++) {
            kept.add(new KeptCheckpoint(step * 100, Path.of("step-" + step), bytes));
            kept.removeAll(retention.surplus(kept));
        }
        return kept;
    }

    @Test
    void ofALongRunTheNewestTwoAndTwentyOlderOnesAreLeftWithGapsOfAFactorOfTwoAtMost() {
        for (int checkpoints : new int[] {23, 40, 97, 1000}) {
            List<KeptCheckpoint> kept = run(CheckpointRetention.DEFAULT, checkpoints, 1000);

            assertThat(kept).hasSize(22);
            assertThat(kept.getLast().step()).isEqualTo(checkpoints * 100);
            assertThat(kept.get(20).step()).isEqualTo((checkpoints - 1) * 100);
            int smallest = Integer.MAX_VALUE;
            int largest = 0;
            for (int i = 1; i < 19; i++) {
                int gap = kept.get(i).step() - kept.get(i - 1).step();
                smallest = Math.min(smallest, gap);
                largest = Math.max(largest, gap);
            }
            assertThat(largest).as("gaps after %d checkpoints", checkpoints).isLessThanOrEqualTo(2 * smallest);
        }
    }

    @Test
    void aShortRunLosesNothing() {
        assertThat(run(CheckpointRetention.DEFAULT, 22, 1000)).hasSize(22);
    }

    @Test
    void theOlderOnesStayWithinTheirRoomAndTheNewestTwoStayAtAnySize() {
        CheckpointRetention retention = new CheckpointRetention(2, 20, 3500);

        assertThat(run(retention, 50, 1000)).hasSize(5);
        assertThat(run(retention, 50, 5000)).extracting(KeptCheckpoint::step).containsExactly(4900, 5000);
    }

    @Test
    void aRetentionThatKeepsNothingIsRefused() {
        assertThatThrownBy(() -> new CheckpointRetention(0, 20, 1)).hasMessageContaining("newest must be at least 1");
    }
}
