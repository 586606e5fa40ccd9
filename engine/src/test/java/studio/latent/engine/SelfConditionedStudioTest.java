package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.NoiseInversion;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.Setting;
import studio.latent.engine.sample.SigmaSchedule;

/// The whole way through the engine with a diffusion model that is shown its last estimate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfConditionedStudioTest {
    private static final SamplerSettings GUIDED =
            new SamplerSettings("heun", Map.of(), SigmaSchedule.KARRAS, 4, 2, Map.of("thick", 1.0));

    private StripedStudio striped;
    private Studio studio;
    private Path folder;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.in(shared, 16);
        striped.diffusion("seeing", Map.of("selfConditioning", "on"));
        striped.adopt("seeing");
        studio = striped.studio();
    }

    @AfterAll
    void close() {
        striped.close();
    }

    @Test
    void itIsOffUnlessItIsAskedForAndDoublesTheChannelsThatTheNetworkSees() throws Exception {
        Setting setting = studio.training().settings("diffusion").stream()
                .filter(each -> each.name().equals("selfConditioning"))
                .findFirst()
                .orElseThrow();
        ModelFolder model = ModelFolder.open(folder.resolve("seeing/model"));

        assertThat(setting.value()).isEqualTo("off");
        assertThat(model.document().spec().get("selfConditioning").getAsString())
                .isEqualTo("on");
        assertThat(Objects.requireNonNull(model.verifiedWeights().get("conv_in.weight"))
                        .shape())
                .containsExactly(8, 2, 3, 3);
        assertThat(studio.training().settings("latent-diffusion"))
                .extracting(Setting::name)
                .contains("selfConditioning");
    }

    @Test
    void anImageDependsOnItsOwnWayAlone() throws Exception {
        OpenModel model = striped.model("seeing");

        List<SampledImage> together = striped.sample(model, 1, 3, GUIDED);

        for (int i = 0; i < 3; i++) {
            assertThat(striped.sample(model, 1 + i, 1, GUIDED).getFirst().image())
                    .isEqualTo(together.get(i).image());
        }
    }

    @Test
    void anImageCanBeChanged() throws Exception {
        OpenModel model = striped.model("seeing");

        Raster changed = studio.bench()
                .edit(model, new EditRequest(new EditSource(StripedImages.image(1), null, 0.5), 1, 1, GUIDED))
                .await()
                .orThrow()
                .getFirst()
                .image();

        assertThat(changed.shape()).isEqualTo(StripedImages.SHAPE);
    }

    @Test
    void whatNeedsAWayBackIsRefused() throws Exception {
        OpenModel model = striped.model("seeing");

        assertThatThrownBy(() -> studio.bench()
                        .noiseOf(model, StripedImages.image(1), NoiseInversion.settings(SamplerSettings.FAST))
                        .await()
                        .orThrow())
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("cannot be gone back");
        assertThatThrownBy(() ->
                        striped.train(striped.request("consistency", "", "student", 2, Map.of("teacher", "seeing"))))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no last estimate");
        assertThat(folder.resolve("student")).doesNotExist();
    }

    @Test
    void itIsExportedAsAScriptAndNotForDiffusers() throws Exception {
        studio.models()
                .export("seeing", ExportFormat.TORCHSCRIPT, Precision.FLOAT32, folder.resolve("seeing.pt"))
                .await()
                .orThrow();

        assertThat(folder.resolve("seeing.pt")).exists();
        assertThatThrownBy(() -> studio.models()
                        .export("seeing", ExportFormat.DIFFUSERS, Precision.FLOAT32, folder.resolve("pipeline"))
                        .await()
                        .orThrow())
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("self-conditioned");
        assertThat(folder.resolve("pipeline")).doesNotExist();
    }
}
