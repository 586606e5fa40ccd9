package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.train.TrainingRequest;

class RunPlansTest {
    private static Map<String, String> settings(String preset, Map<String, String> given, Map<String, String> asked)
            throws BadOption {
        TrainingRequest request =
                new TrainingRequest("diffusion", "data", preset, asked, OptionalInt.empty(), 1, "cpu", Path.of("run"));
        return RunPlans.settings(Diffusion.TYPE, request, given);
    }

    @Test
    void straightPathsAndTheVelocityTakeEachOtherAlong() throws BadOption {
        assertThat(settings("", Map.of(), Map.of("noiseSchedule", "flow"))).containsEntry("prediction", "flow");
        assertThat(settings("", Map.of(), Map.of("prediction", "flow"))).containsEntry("noiseSchedule", "flow");
        assertThat(settings("", Map.of("prediction", "v"), Map.of("noiseSchedule", "flow")))
                .as("over those of a model to begin with")
                .containsEntry("prediction", "flow");
        assertThat(settings("", Map.of(), Map.of("noiseSchedule", "edm"))).doesNotContainKey("prediction");
    }

    @Test
    void whoLeavesOneOfAPresetLeavesBoth() throws BadOption {
        assertThat(settings("flow", Map.of(), Map.of()))
                .containsEntry("noiseSchedule", "flow")
                .containsEntry("prediction", "flow");
        assertThat(settings("flow", Map.of(), Map.of("noiseSchedule", "cosine")))
                .doesNotContainKey("prediction");
        assertThat(settings("flow", Map.of(), Map.of("prediction", "v"))).doesNotContainKey("noiseSchedule");
    }

    @Test
    void whoNamesBothIsLeftAlone() throws BadOption {
        assertThat(settings("", Map.of(), Map.of("noiseSchedule", "flow", "prediction", "x0")))
                .containsEntry("noiseSchedule", "flow")
                .containsEntry("prediction", "x0");
    }
}
