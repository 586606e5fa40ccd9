package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.SpecForm;
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
        assertThat(network.getAsJsonArray("sample_size")).hasToString("[8,8]");
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
