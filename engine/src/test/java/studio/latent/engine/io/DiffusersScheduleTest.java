package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;

class DiffusersScheduleTest {
    @TempDir
    Path folder;

    private DiffusersSchedule read(String json) throws Exception {
        Files.writeString(folder.resolve(DiffusersSchedule.FILE), json);
        return DiffusersSchedule.read(folder);
    }

    @Test
    void aNetworkWithoutAScheduleIsTakenToPredictNoiseOnTheLinearOne() throws Exception {
        assertThat(DiffusersSchedule.read(folder))
                .isEqualTo(new DiffusersSchedule(NoiseKind.LINEAR, Prediction.EPSILON));
    }

    @Test
    void whatAFileLeavesOutHasTheDefaultsOfDiffusers() throws Exception {
        assertThat(read("{\"_class_name\": \"DDIMScheduler\", \"prediction_type\": \"v_prediction\"}"))
                .isEqualTo(new DiffusersSchedule(NoiseKind.LINEAR, Prediction.V));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prediction_type\": \"original_sample\"|prediction_type 'original_sample'|v_prediction",
                "\"beta_schedule\": \"laplace\"|beta_schedule 'laplace'|squaredcos_cap_v2",
                "\"beta_end\": 0.012|beta_end is 0.012|DDPMScheduler",
                "\"beta_start\": 0.001|beta_start is 0.001|DDPMScheduler",
                "\"num_train_timesteps\": 4000|num_train_timesteps is 4000|DDPMScheduler",
                "\"rescale_betas_zero_snr\": true|rescale_betas_zero_snr is true|DDPMScheduler",
                "\"trained_betas\": [0.1, 0.2]|trained_betas is|DDPMScheduler",
            })
    void noiseLevelsAndPredictionsThatTheStudioHasNotAreRefusedByName(String setting, String named, String remedy) {
        assertThatThrownBy(() -> read("{\"_class_name\": \"DDPMScheduler\", " + setting + "}"))
                .hasMessageContaining(named)
                .isInstanceOfSatisfying(
                        IncompatibleModel.class,
                        refusal -> assertThat(refusal.remedy()).contains(remedy));
    }

    @Test
    void aSchedulerOfOtherNoiseLevelsIsRefused() {
        assertThatThrownBy(() -> read("{\"_class_name\": \"EDMEulerScheduler\"}"))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("EDMEulerScheduler");
    }

    @Test
    void theScheduleOfAPipelineLiesBesideTheNetworksFolder() throws Exception {
        Path network = Files.createDirectories(folder.resolve("unet"));
        Path scheduler = Files.createDirectories(folder.resolve("scheduler"));
        Files.writeString(
                scheduler.resolve(DiffusersSchedule.FILE), "{\"_class_name\": \"FlowMatchEulerDiscreteScheduler\"}");

        assertThat(DiffusersSchedule.read(network)).isEqualTo(new DiffusersSchedule(NoiseKind.FLOW, Prediction.FLOW));
    }
}
