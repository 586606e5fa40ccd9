package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.tensor.HostTensor;

class CheckpointsTest {
    @TempDir
    Path folder;

    private static HostTensor tensor(float value) {
        return new HostTensor(new int[] {2}, new float[] {value, value});
    }

    private static Checkpoint checkpoint(int step, boolean averaged) {
        SequencedMap<String, HostTensor> state = new LinkedHashMap<>();
        state.put("weights.a", tensor(step));
        state.put("moment1.a", tensor(0));
        if (averaged) {
            state.put("ema.a", tensor(-step));
        }
        state.put("buffers.b", tensor(7));
        return new Checkpoint(step, step * 8L, 5, 1e-3, state);
    }

    @Test
    void whatWasSavedIsListedInOrderAndReadBackWhole() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, new AtomicFile());
        for (int step : new int[] {30, 10, 20}) {
            checkpoints.save(checkpoint(step, true));
        }
        Files.writeString(folder.resolve("step-x.safetensors"), "not one of them");

        assertThat(checkpoints.kept()).extracting(KeptCheckpoint::step).containsExactly(10, 20, 30);
        assertThat(checkpoints.kept().getFirst().bytes())
                .isEqualTo(Files.size(folder.resolve("step-000000010.safetensors")));
        assertThat(checkpoints.at(20)).isEqualTo(checkpoint(20, true));
    }

    @Test
    void theModelOfACheckpointIsItsAverageOrElseItsWeightsAndTheBuffers() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, new AtomicFile());
        checkpoints.save(checkpoint(10, true));
        checkpoints.save(checkpoint(20, false));

        assertThat(checkpoints.modelWeights(10)).containsOnlyKeys("a", "b").containsEntry("a", tensor(-10));
        assertThat(checkpoints.modelWeights(20)).containsOnlyKeys("a", "b").containsEntry("a", tensor(20));
    }

    @Test
    void aCheckpointThatIsNotThereAndOneThatIsTornAreTold() throws Exception {
        Checkpoints checkpoints = new Checkpoints(folder, new AtomicFile());
        Files.writeString(folder.resolve("step-000000005.safetensors"), "torn");

        assertThatThrownBy(() -> checkpoints.at(4)).isInstanceOf(NotFound.class).hasMessageContaining("step 4");
        assertThatThrownBy(() -> checkpoints.at(5)).isInstanceOf(BadModelFile.class);
    }
}
