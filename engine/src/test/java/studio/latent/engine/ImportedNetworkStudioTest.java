package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.ModelCard;

/// A network of diffusers that follows from no settings of the studio: imported, sampled, trained further and
/// exported again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportedNetworkStudioTest {
    /// Attention at neither the first nor the last level, widths that do not double.
    private static final String CONFIG = """
            {
              "_class_name": "UNet2DModel", "attention_head_dim": null, "block_out_channels": [8, 12, 12],
              "down_block_types": ["DownBlock2D", "AttnDownBlock2D", "DownBlock2D"],
              "up_block_types": ["UpBlock2D", "AttnUpBlock2D", "UpBlock2D"],
              "downsample_padding": 0, "flip_sin_to_cos": false, "freq_shift": 1, "norm_eps": 1e-06,
              "in_channels": 1, "out_channels": 1, "layers_per_block": 1, "norm_num_groups": 4, "sample_size": 12
            }
            """;

    private static final Map<String, String> RUN =
            Map.of("batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0");

    private StripedStudio striped;
    private Path folder;
    private ModelCard imported;

    @BeforeAll
    void importANetwork(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.in(shared, 16);
        imported = striped.studio()
                .models()
                .importFrom(ImportedNetworks.write(shared.resolve("theirs"), CONFIG))
                .await()
                .orThrow();
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String type, String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(RUN);
        settings.putAll(changes);
        return striped.train(striped.request(type, "", name, 2, settings));
    }

    @Test
    void whatItIsTakenForIsSaidInItsDescription() {
        assertThat(imported.description())
                .startsWith("Imported from diffusers.")
                .contains("no scheduler_config.json");
    }

    @Test
    void theFolderOfItsPipelineDoesAsWell() throws Exception {
        Path pipeline = folder.resolve("pipeline");
        ImportedNetworks.write(pipeline.resolve("unet"), CONFIG);
        Files.createDirectories(pipeline.resolve("scheduler"));
        Files.writeString(
                pipeline.resolve("scheduler/scheduler_config.json"),
                "{\"_class_name\": \"DDPMScheduler\", \"beta_schedule\": \"squaredcos_cap_v2\"}");

        ModelCard card = striped.studio().models().importFrom(pipeline).await().orThrow();

        assertThat(card.name()).isEqualTo("pipeline");
        assertThat(card.hash()).isEqualTo(imported.hash());
        assertThat(card.description()).isEqualTo("Imported from diffusers.");
        assertThat(ModelFolder.open(card.location())
                        .document()
                        .spec()
                        .get("noiseSchedule")
                        .getAsString())
                .isEqualTo("cosine");
    }

    @Test
    void itMakesImages() throws Exception {
        OpenModel model = striped.model("theirs");

        assertThat(striped.sample(model, 1, 1, SamplerSettings.FAST)
                        .getFirst()
                        .image()
                        .shape())
                .isEqualTo(StripedImages.SHAPE);
    }

    @Test
    void aTrainingGoesOnFromItAndWhatComesOutIsExportedWithItsConfiguration() throws Exception {
        train("diffusion", "tuned", Map.of("pretrained", "theirs"));

        striped.studio()
                .models()
                .export(
                        folder.resolve("tuned").toString(),
                        ExportFormat.DIFFUSERS,
                        Precision.FLOAT32,
                        folder.resolve("back"))
                .await()
                .orThrow();
        DiffusersUNet before = DiffusersUNet.read(folder.resolve("theirs"));
        DiffusersUNet after = DiffusersUNet.read(folder.resolve("back"));
        assertThat(after.spec().layout()).isNotNull().isEqualTo(before.spec().layout());
        assertThat(after.spec().network()).isEqualTo(before.spec().network());
        assertThat(after.weights().get("conv_in.weight"))
                .isNotEqualTo(before.weights().get("conv_in.weight"));
        assertThat(after.notes()).isEmpty();
    }

    @Test
    void aRunGoesOnAndBranchesWithTheSameNetwork() throws Exception {
        ModelCard straight = train("diffusion", "straight", Map.of("pretrained", "theirs"));
        train("diffusion", "stopped", Map.of("pretrained", "theirs"));
        Files.delete(folder.resolve("stopped/checkpoints/step-000000002.safetensors"));

        assertThat(striped.resume("stopped").hash()).isEqualTo(straight.hash());

        striped.studio()
                .training()
                .branch(new BranchRequest(
                        folder.resolve("straight"), 2, Map.of("steps", "3"), folder.resolve("branch")))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();
        assertThat(ModelFolder.open(folder.resolve("branch/model")).document().spec())
                .isEqualTo(ModelFolder.open(folder.resolve("straight/model"))
                        .document()
                        .spec());
    }

    @Test
    void aStudentHasItsTeachersNetwork() throws Exception {
        ModelCard card = train("consistency", "student", Map.of("teacher", "theirs", "batch", "4"));

        assertThat(card.parameters()).isEqualTo(imported.parameters());
    }

    @ParameterizedTest
    @CsvSource({"width,16,8", "levels,2,3", "attentionSide,12,6", "headChannels,4,8", "network,dit,unet"})
    void itsSizesCannotBeTurned(String name, String value, String own) {
        assertThatThrownBy(() -> train("diffusion", "turned-" + name, Map.of("pretrained", "theirs", name, value)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'" + name + "' is " + own + " in the imported network of 'theirs'");
        assertThat(folder.resolve("turned-" + name)).doesNotExist();
    }

    @Test
    void aSettingThatIsAsTheNetworkHasItIsNoContradiction() throws Exception {
        ModelCard card = train("diffusion", "same", Map.of("pretrained", "theirs", "width", "8", "minSnrGamma", "5"));

        assertThat(card.parameters()).isEqualTo(imported.parameters());
    }
}
