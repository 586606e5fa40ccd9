package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.Forward;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;

/// Networks of diffusers that do not follow from the studio's settings: read, run against diffusers' own numbers
/// and written again.
class DiffusersLayoutsTest {
    private static final String VERSION = "_diffusers_version";

    @TempDir
    Path folder;

    private static List<JsonObject> networks() throws Exception {
        Path golden = Path.of(
                Objects.requireNonNull(DiffusersLayoutsTest.class.getResource("/golden/diffusion/unet-layouts.json"))
                        .toURI());
        return JsonParser.parseString(Files.readString(golden))
                .getAsJsonObject()
                .getAsJsonArray("networks")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static Stream<Arguments> networksOnDevices() throws Exception {
        List<JsonObject> networks = networks();
        return Devices.all().stream()
                .flatMap(device -> networks.stream()
                        .map(network -> Arguments.of(network.get("name").getAsString(), network, device)));
    }

    private static Map<String, HostTensor> weights(JsonObject golden) {
        return GoldenWeights.of(GoldenWeights.shapes(golden.getAsJsonObject("weights")));
    }

    /// The folder that diffusers would have written.
    private Path written(JsonObject golden, Map<String, HostTensor> weights) throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(
                model.resolve(DiffusersUNet.CONFIG),
                golden.getAsJsonObject("config").toString());
        Safetensors.write(new AtomicFile(), model.resolve(DiffusersUNet.WEIGHTS), weights, Map.of());
        return model;
    }

    private static List<Integer> integers(JsonElement array) {
        return array.isJsonNull()
                ? List.of()
                : array.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsInt)
                        .toList();
    }

    @ParameterizedTest(name = "{0} on {2}")
    @MethodSource("networksOnDevices")
    void oneForwardAgreesWithDiffusers(String name, JsonObject golden, ComputeDevice device) throws Exception {
        DiffusersUNet read = DiffusersUNet.read(written(golden, weights(golden)));
        Diffusion model = new Diffusion(read.spec());
        assertThat(ExportedModule.of(model).parameters().mismatches(read.weights()))
                .as(name)
                .isEmpty();
        List<Integer> times = integers(golden.get("times"));
        SampleShape sample = model.sampleShape();
        HostTensor x = GoldenWeights.wave(1, 1.2, times.size(), sample.channels(), sample.height(), sample.width());

        HostTensor output =
                new Forward(device, read.weights()).prediction(model, x, times, integers(golden.get("classes")));

        JsonArray expected = golden.getAsJsonArray("output");
        assertThat(output.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < output.size(); i++) {
            largest = Math.max(
                    largest, Math.abs(output.values()[i] - expected.get(i).getAsDouble()));
        }
        assertThat(largest).isCloseTo(0, within(Devices.tolerance(device, 1e-4)));
    }

    @Test
    void whatIsWrittenAgainHasTheConfigurationThatDiffusersWrote() throws Exception {
        for (JsonObject golden : networks()) {
            DiffusersUNet read = DiffusersUNet.read(written(golden, weights(golden)));

            read.write(new AtomicFile(), folder.resolve("again"));

            JsonObject theirs = golden.getAsJsonObject("config");
            theirs.remove(VERSION);
            assertThat(DiffusersConfig.json(folder.resolve("again/" + DiffusersUNet.CONFIG))
                            .asMap())
                    .as(golden.get("name").getAsString())
                    .isEqualTo(theirs.asMap());
            DiffusersUNet again = DiffusersUNet.read(folder.resolve("again"));
            assertThat(again.spec()).isEqualTo(read.spec());
            assertThat(again.weights()).isEqualTo(read.weights());
        }
    }

    @Test
    void onlyWhatDoesNotFollowFromSettingsKeepsItsLayout() throws Exception {
        for (JsonObject golden : networks()) {
            DiffusersUNet read = DiffusersUNet.read(written(golden, weights(golden)));
            assertThat(read.spec().layout())
                    .as(golden.get("name").getAsString())
                    .isNotNull();
        }
        JsonObject usual = networks().get(1);
        usual.getAsJsonObject("config").addProperty("downsample_padding", 1);
        assertThat(DiffusersUNet.read(written(usual, weights(usual))).spec().layout())
                .isNull();
    }

    @Test
    void theLayoutIsKeptInTheModelsFile() throws Exception {
        for (JsonObject golden : networks()) {
            Diffusion model = new Diffusion(
                    DiffusersUNet.read(written(golden, weights(golden))).spec());

            assertThat(RecordJson.decode(Diffusion.TYPE.specType(), RecordJson.encode(model.spec()), "a file"))
                    .isEqualTo(model.spec());
        }
    }

    @Test
    void partsOfAttentionMayHaveTheNamesOfOldVersions() throws Exception {
        JsonObject golden = networks().getFirst();
        Map<String, HostTensor> weights = weights(golden);
        Map<String, String> old = Map.of("to_q", "query", "to_k", "key", "to_v", "value", "to_out.0", "proj_attn");
        Map<String, HostTensor> before = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            String named = name;
            for (Map.Entry<String, String> part : old.entrySet()) {
                named = named.replace("." + part.getKey() + ".", "." + part.getValue() + ".");
            }
            before.put(named, weight);
        });
        assertThat(before).containsKey("mid_block.attentions.0.proj_attn.weight");

        assertThat(DiffusersUNet.read(written(golden, before)).weights()).isEqualTo(weights);
    }

    @Test
    void whatAnOldFileLeavesOutHasTheDefaultsOfDiffusers() throws Exception {
        JsonObject golden = networks().getFirst();
        DiffusersUNet whole = DiffusersUNet.read(written(golden, weights(golden)));
        JsonObject config = golden.getAsJsonObject("config");
        List.of("add_attention", "attention_head_dim", "downsample_padding", "dropout", "layers_per_block", "norm_eps")
                .forEach(config::remove);
        List.of("mid_block_type", "time_embedding_dim", "num_class_embeds", "in_channels", "out_channels")
                .forEach(config::remove);

        assertThat(DiffusersUNet.read(written(golden, weights(golden))).spec()).isEqualTo(whole.spec());
    }

    @Test
    void whatHadToBeAssumedIsSaid() throws Exception {
        JsonObject golden = networks().getLast();
        golden.getAsJsonObject("config").addProperty("dropout", 0.1);
        Path model = written(golden, weights(golden));

        assertThat(DiffusersUNet.read(model).notes())
                .satisfiesExactly(
                        note -> assertThat(note).contains("no scheduler_config.json", "epsilon", "linear"),
                        note -> assertThat(note).contains("the last, 2, is taken to stand for no class"),
                        note -> assertThat(note).contains("dropout 0.1"));

        Files.writeString(model.resolve(DiffusersSchedule.FILE), "{\"_class_name\": \"DDPMScheduler\"}");
        golden.getAsJsonObject("config").addProperty("dropout", 0.0);
        golden.getAsJsonObject("config").add("num_class_embeds", JsonNull.INSTANCE);
        assertThat(DiffusersUNet.read(written(golden, weights(golden))).notes()).isEmpty();
    }
}
