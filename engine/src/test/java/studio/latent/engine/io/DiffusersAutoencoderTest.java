package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.tensor.HostTensor;

class DiffusersAutoencoderTest {
    @TempDir
    Path folder;

    private static Path golden() throws Exception {
        URL config = Objects.requireNonNull(
                DiffusersAutoencoderTest.class.getResource("/golden/diffusion/autoencoder/config.json"));
        return Objects.requireNonNull(Path.of(config.toURI()).getParent());
    }

    @Test
    void aNetworkThatDiffusersWroteIsReadWithAllItsWeights() throws Exception {
        DiffusersAutoencoder read = DiffusersAutoencoder.read(golden());

        assertThat(read.spec().network()).isEqualTo(new AutoencoderShape(2, 8, 2, 2, 1, 4));
        assertThat(read.spec().image()).isEqualTo(new ImageShape(3, 8, 8));
        assertThat(read.weights()).containsEntry("scaling_factor", new HostTensor(new int[] {1}, new float[] {0.7f}));
        assertThat(ExportedModule.of(new AutoencoderKl(read.spec()))
                        .parameters()
                        .mismatches(read.weights()))
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        DiffusersAutoencoder read = DiffusersAutoencoder.read(golden());

        read.write(new AtomicFile(), folder.resolve("written"));

        DiffusersAutoencoder again = DiffusersAutoencoder.read(folder.resolve("written"));
        assertThat(again.spec()).isEqualTo(read.spec());
        assertThat(again.weights()).isEqualTo(read.weights());
    }

    @Test
    void itsConfigurationSaysWhatDiffusersItselfWrote() throws Exception {
        DiffusersAutoencoder.read(golden()).write(new AtomicFile(), folder.resolve("written"));

        var ours = DiffusersConfig.json(folder.resolve("written/config.json"));
        var theirs = DiffusersConfig.json(golden().resolve("config.json"));
        ours.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("scaling_factor"))
                .forEach(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).isEqualTo(theirs.get(entry.getKey())));
        assertThat(ours.get("scaling_factor").getAsFloat()).isEqualTo(0.7f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"act_fn\": \"silu\"|\"act_fn\": \"gelu\"|act_fn",
                "\"shift_factor\": null|\"shift_factor\": 0.1|shift_factor",
                "\"mid_block_add_attention\": true|\"mid_block_add_attention\": false|mid_block_add_attention",
                "\"use_quant_conv\": true|\"use_quant_conv\": false|use_quant_conv",
                "\"DownEncoderBlock2D\"|\"AttnDownEncoderBlock2D\"|down_block_types",
                "AutoencoderKL|UNet2DModel|_class_name",
                "\"sample_size\": 8|\"sample_size\": 9|halve",
                "\"out_channels\": 3|\"out_channels\": 1|out_channels",
                "\"scaling_factor\": 0.7|\"scaling_factor\": -1|scaling_factor",
                "\"layers_per_block\": 1|\"layers_per_block\": \"one\"|cannot be used",
            })
    void aPartThatTheStudiosNetworksLackIsNamed(String from, String to, String named) throws Exception {
        ChangedConfig.write(golden(), folder, from, to);

        assertThatThrownBy(() -> DiffusersAutoencoder.read(folder))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining(named);
    }

    @Test
    void aFolderOfAnotherKindIsSaidToBeNone() throws Exception {
        assertThat(DiffusersAutoencoder.isIn(folder)).isFalse();
        assertThatThrownBy(() -> DiffusersAutoencoder.read(folder)).isInstanceOf(NotFound.class);
    }
}
