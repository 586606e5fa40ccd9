package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentDiffusionSpec;
import studio.latent.engine.tensor.HostTensor;

class DiffusersLatentsTest {
    private static final ImageShape SHAPE = new ImageShape(3, 16, 16);

    @TempDir
    Path folder;

    private static LatentDiffusionSpec spec(Map<String, String> changes) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(
                Map.of("width", "8", "levels", "2", "growth", "2", "groups", "4", "headChannels", "8"));
        settings.putAll(changes);
        LatentDiffusionSpec usual =
                LatentDiffusionSpec.defaults(SHAPE).withAutoencoder(new AutoencoderShape(2, 8, 2, 2, 1, 4));
        return new SpecForm<>(usual).with(settings).withConditions(List.of("hat=yes", "hat=no"));
    }

    private static SequencedMap<String, HostTensor> weights(LatentDiffusionSpec spec) {
        SequencedMap<String, HostTensor> weights = new LinkedHashMap<>(
                ExportedModule.of(new LatentDiffusion(spec)).parameters().initial(3));
        weights.put(
                LatentDiffusion.AUTOENCODER + AutoencoderNetwork.SCALING_FACTOR,
                new HostTensor(new int[] {1}, new float[] {0.75f}));
        return weights;
    }

    @Test
    void theNetworkItsAutoencoderAndItsScheduleAreWrittenApart() throws Exception {
        LatentDiffusionSpec spec = spec(Map.of());
        SequencedMap<String, HostTensor> weights = weights(spec);

        new DiffusersLatents(spec, weights).write(new AtomicFile(), folder);

        JsonObject network = DiffusersConfig.json(folder.resolve("unet/config.json"));
        assertThat(network.get("_class_name").getAsString()).isEqualTo("UNet2DModel");
        assertThat(network.get("in_channels").getAsInt()).isEqualTo(2);
        assertThat(network.get("num_class_embeds").getAsInt()).isEqualTo(3);
        assertThat(network.get("sample_size").getAsInt()).isEqualTo(8);
        Map<String, HostTensor> written =
                Safetensors.read(folder.resolve("unet").resolve(DiffusersUNet.WEIGHTS));
        assertThat(written)
                .isNotEmpty()
                .allSatisfy((name, tensor) -> assertThat(tensor).isEqualTo(weights.get(name)));
        DiffusersAutoencoder autoencoder = DiffusersAutoencoder.read(folder.resolve("vae"));
        assertThat(autoencoder.spec().network()).isEqualTo(spec.autoencoder());
        assertThat(autoencoder.weights())
                .allSatisfy((name, tensor) ->
                        assertThat(tensor).isEqualTo(weights.get(LatentDiffusion.AUTOENCODER + name)));
        assertThat(written.size() + autoencoder.weights().size()).isEqualTo(weights.size());
        assertThat(DiffusersSchedule.read(folder.resolve("unet")))
                .isEqualTo(new DiffusersSchedule(
                        spec.objective().noiseSchedule(), spec.objective().prediction()));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        LatentDiffusionSpec spec = spec(Map.of());
        SequencedMap<String, HostTensor> weights = weights(spec);
        new DiffusersLatents(spec, weights).write(new AtomicFile(), folder);
        assertThat(DiffusersLatents.isPlausible(folder)).isTrue();

        DiffusersLatents read = DiffusersLatents.read(folder);

        assertThat(read.weights()).isEqualTo(weights);
        assertThat(read.spec().image()).isEqualTo(SHAPE);
        assertThat(read.spec().autoencoder()).isEqualTo(spec.autoencoder());
        assertThat(read.spec().shape()).isEqualTo(spec.shape());
        assertThat(read.spec().layout()).isNull();
        assertThat(read.spec().conditions()).containsExactly("0", "1");
        assertThat(read.spec().objective().noiseSchedule())
                .isEqualTo(spec.objective().noiseSchedule());
        assertThat(read.spec().objective().prediction())
                .isEqualTo(spec.objective().prediction());
        assertThat(read.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("the last, 2,"));
    }

    @Test
    void aPipelineMayHaveANetworkOfAnyLayoutAndAnAutoencoderOfAnotherName() throws Exception {
        UNetLayout layout = new UNetLayout(
                List.of(new UNetLayout.Level(8, true), new UNetLayout.Level(12, false)),
                1,
                0,
                4,
                true,
                32,
                new UNetLayout.Conventions(0, false, 1, 1e-6));
        LatentDiffusionSpec spec = spec(Map.of()).withLayout(layout);
        SequencedMap<String, HostTensor> weights = weights(spec);
        new DiffusersLatents(spec, weights).write(new AtomicFile(), folder);
        Files.move(folder.resolve("vae"), folder.resolve("vqvae"));

        DiffusersLatents read = DiffusersLatents.read(folder);

        assertThat(read.spec().layout()).isEqualTo(layout);
        assertThat(read.weights()).isEqualTo(weights);
        assertThat(RecordJson.decode(LatentDiffusionSpec.class, RecordJson.encode(read.spec()), "a file"))
                .isEqualTo(read.spec());
        assertThatThrownBy(() -> new SpecForm<>(read.spec()).with(Map.of("width", "16")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("width must be 8, as the network that was imported has it");
    }

    @Test
    void anAutoencoderOfOtherLatentsIsRefused() throws Exception {
        LatentDiffusionSpec spec = spec(Map.of());
        new DiffusersLatents(spec, weights(spec)).write(new AtomicFile(), folder);
        Path config = folder.resolve("vae/config.json");
        Files.writeString(config, Files.readString(config).replace("\"latent_channels\": 2", "\"latent_channels\": 3"));

        assertThatThrownBy(() -> DiffusersLatents.read(folder))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("in_channels must be the autoencoder's latent_channels, 3, got 2");
    }

    @Test
    void aTransformerAndNoiseLevelsOfNoSchedulerAreNotWritten() throws Exception {
        LatentDiffusionSpec transformer = spec(Map.of("network", "dit", "width", "32"));
        LatentDiffusionSpec edm = spec(Map.of("noiseSchedule", "edm"));

        for (LatentDiffusionSpec spec : List.of(transformer, edm)) {
            assertThatThrownBy(() -> new DiffusersLatents(spec, weights(spec)).write(new AtomicFile(), folder))
                    .isInstanceOf(IncompatibleModel.class);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
