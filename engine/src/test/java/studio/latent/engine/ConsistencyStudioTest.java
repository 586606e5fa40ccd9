package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.Setting;

/// The whole way through the engine with a few-step student of a small diffusion model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistencyStudioTest {
    private StripedStudio striped;
    private Studio studio;
    private Path folder;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.withDiffusion(shared);
        studio = striped.studio();
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard student(String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0", "checkpointEvery", "2"));
        settings.putAll(changes);
        return striped.train(striped.request("consistency", "", name, 4, settings));
    }

    @Test
    void aStudentHasItsTeachersNetworkAndSamplesInFourSteps() throws Exception {
        ModelCard card = student("student", Map.of("teacher", "base"));
        OpenModel student = striped.modelOf("student");

        assertThat(card.family()).isEqualTo(Family.DIFFUSION);
        assertThat(card.type()).isEqualTo("consistency");
        assertThat(card.parameters()).isEqualTo(striped.model("base").card().parameters());
        assertThat(student.conditions()).containsExactly("thick", "thin");
        assertThat(student.usualSampling().sampler()).isEqualTo("lcm");
        assertThat(student.usualSampling().steps()).isEqualTo(4);
        Path png = folder.resolve("student.png");
        var latent = studio.bench().latentOf(student, 4, PriorKind.NORMAL, 1);
        Raster image = studio.bench()
                .decode(student, List.of(latent))
                .await()
                .orThrow()
                .getFirst();
        studio.save(image, RecipePlan.ofLatents(List.of(latent), 1).recipe(card, student.usualSampling()), png)
                .await()
                .orThrow();
        assertThat(studio.recipeOf(png).await().orThrow().settings())
                .containsEntry("sampler", "lcm")
                .containsEntry("sigmaSchedule", "sgm_uniform");
        assertThat(studio.verify(png, folder.resolve("student").toString())
                        .await()
                        .orThrow()
                        .identical())
                .isTrue();
    }

    @Test
    void aStudentGoesOnFromTheTeacherInItsFolder() throws Exception {
        ModelCard straight = student("straight", Map.of("teacher", "base"));
        student("stopped", Map.of("teacher", "base"));
        Files.delete(folder.resolve("stopped/checkpoints/step-000000004.safetensors"));

        ModelCard resumed = striped.resume("stopped");

        assertThat(resumed.hash()).isEqualTo(straight.hash());
        assertThat(folder.resolve("stopped/teacher/model.json")).exists();
    }

    @Test
    void aStudentNeedsATeacherThatFits() throws Exception {
        assertThatThrownBy(() -> student("none", Map.of()))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("none is named")
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("teacher=NAME"));
        assertThatThrownBy(() -> student("unknown", Map.of("teacher", "nobody")))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> student("wider", Map.of("teacher", "base", "width", "16")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'width' is 8 in the teacher");
        assertThatThrownBy(() -> student("resized", Map.of("teacher", "base", "imageSize", "8")))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("'base' makes");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(folder.resolve("resized")).doesNotExist();
        assertThat(studio.training().settings("consistency"))
                .extracting(Setting::name)
                .contains("guidance", "intervals", "learningRate")
                .doesNotContain("width", "noiseSchedule");
        assertThat(studio.training().settings("consistency").getFirst().name()).isEqualTo("teacher");
        assertThat(studio.training().settings("consistency").getFirst().choices())
                .contains("base");
    }
}
