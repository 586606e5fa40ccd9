package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.diffusion.UNetShape;

class DiffusersUNetTest {
    @TempDir
    Path folder;

    private static Path golden() throws Exception {
        URL config = Objects.requireNonNull(
                DiffusersUNetTest.class.getResource("/golden/diffusion/unet-classes/config.json"));
        return Objects.requireNonNull(Path.of(config.toURI()).getParent());
    }

    @Test
    void aNetworkThatDiffusersWroteIsReadWithAllItsWeights() throws Exception {
        DiffusersUNet read = DiffusersUNet.read(golden());

        DiffusionSpec spec = read.spec();
        assertThat(spec.network())
                .isEqualTo(new UNetShape(
                        1,
                        new UNetLayout(
                                List.of(new UNetLayout.Level(8, false), new UNetLayout.Level(16, true)), 1, 4, 4),
                        4));
        assertThat(spec.image()).isEqualTo(new ImageShape(1, 8, 8));
        assertThat(spec.conditions()).containsExactly("0", "1", "2");
        assertThat(spec.noiseSchedule()).isEqualTo(NoiseKind.LINEAR);
        assertThat(spec.prediction()).isEqualTo(Prediction.EPSILON);
        assertThat(ExportedModule.of(new Diffusion(spec)).parameters().mismatches(read.weights()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"linear,epsilon", "cosine,v", "sigmoid,x0", "scaled-linear,epsilon", "flow,flow"})
    void whatIsWrittenIsReadAgain(String noise, String prediction) throws Exception {
        DiffusersUNet read = DiffusersUNet.read(golden());
        DiffusionSpec spec = new SpecForm<>(read.spec()).with(Map.of("noiseSchedule", noise, "prediction", prediction));

        new DiffusersUNet(spec, read.weights()).write(new AtomicFile(), folder.resolve("written"));

        DiffusersUNet again = DiffusersUNet.read(folder.resolve("written"));
        assertThat(again.spec()).isEqualTo(spec);
        assertThat(again.weights()).isEqualTo(read.weights());
    }

    @Test
    void noiseLevelsThatDiffusersDoesNotHaveAreNotWritten() throws Exception {
        DiffusersUNet read = DiffusersUNet.read(golden());
        DiffusionSpec spec = new SpecForm<>(read.spec()).with(Map.of("noiseSchedule", "edm"));

        assertThatThrownBy(() -> new DiffusersUNet(spec, read.weights()).write(new AtomicFile(), folder))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("EDM");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"norm_eps\": 1e-05|\"norm_eps\": 0|epsilon",
                "\"freq_shift\": 0|\"freq_shift\": 0.5|freq_shift",
                "\"freq_shift\": 0|\"freq_shift\": 4|frequencyShift",
                "\"downsample_padding\": 1|\"downsample_padding\": 2|downsamplePadding",
                "\"attention_head_dim\": 4|\"attention_head_dim\": 5|headChannels",
                "\"act_fn\": \"silu\"|\"act_fn\": \"gelu\"|act_fn",
                "\"time_embedding_type\": \"positional\"|\"time_embedding_type\": \"fourier\"|time_embedding_type",
                "\"AttnUpBlock2D\"|\"SkipUpBlock2D\"|SkipUpBlock2D",
                "\"out_channels\": 1|\"out_channels\": 2|out_channels",
                "\"sample_size\": 8|\"sample_size\": null|sample_size",
                "UNet2DModel|AutoencoderKL|_class_name",
                "\"sample_size\": 8|\"sample_size\": 9|halve",
                "\"layers_per_block\": 1|\"layers_per_block\": \"one\"|cannot be used",
            })
    void aPartThatTheStudiosNetworksLackIsNamed(String from, String to, String named) throws Exception {
        ChangedConfig.write(golden(), folder, from, to);

        assertThatThrownBy(() -> DiffusersUNet.read(folder))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining(named);
    }

    @Test
    void aFolderOfAnotherKindIsSaidToBeNone() {
        assertThat(DiffusersUNet.isPlausible(folder)).isFalse();
        assertThatThrownBy(() -> DiffusersUNet.read(folder)).isInstanceOf(NotFound.class);
    }
}
