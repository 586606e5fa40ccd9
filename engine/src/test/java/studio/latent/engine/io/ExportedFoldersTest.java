package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.Forward;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentDiffusionSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.TorchEngine;

/// Folders that the studio writes for diffusers against what diffusers printed of the same folders
/// (`bench/peer/exported.py`, whose numbers are in the resource `exported.json`, with its version).
class ExportedFoldersTest {
    private static final Map<String, String> NARROW =
            Map.of("width", "8", "levels", "2", "growth", "2", "groups", "4", "headChannels", "8");

    @TempDir
    Path folder;

    /// Writes the folders that diffusers shall read. Arguments: where to.
    public static void main(String[] arguments) throws Exception {
        for (Exported each : exported()) {
            each.write(Path.of(arguments[0]));
        }
    }

    /// A model that is written.
    record Exported(String name, ModelDefinition model) {
        /// By formula, the factor of an autoencoder excepted.
        SequencedMap<String, HostTensor> weights() {
            var parameters = ExportedModule.of(model).parameters();
            Map<String, List<Integer>> shapes = new LinkedHashMap<>(GoldenWeights.shapes(parameters.trained()));
            shapes.putAll(GoldenWeights.shapes(parameters.buffers()));
            SequencedMap<String, HostTensor> weights = new LinkedHashMap<>(GoldenWeights.of(shapes));
            weights.replace(
                    LatentDiffusion.AUTOENCODER + AutoencoderNetwork.SCALING_FACTOR,
                    new HostTensor(new int[] {1}, new float[] {0.75f}));
            return weights;
        }

        Path write(Path parent) throws StudioException {
            Path to = parent.resolve(name);
            switch (model) {
                case LatentDiffusion latent ->
                    new DiffusersLatents(latent.spec(), weights()).write(new AtomicFile(), to);
                case Diffusion plain -> new DiffusersUNet(plain.spec(), weights()).write(new AtomicFile(), to);
                default -> throw new IllegalStateException(name);
            }
            return to;
        }
    }

    private static List<Exported> exported() throws StudioException {
        DiffusionSpec usual = new SpecForm<>(DiffusionSpec.defaults(new ImageShape(1, 12, 12))).with(NARROW);
        DiffusionSpec colour = new SpecForm<>(DiffusionSpec.defaults(new ImageShape(3, 8, 16)))
                .with(Map.of(
                        "width",
                        "8",
                        "levels",
                        "2",
                        "groups",
                        "4",
                        "headChannels",
                        "8",
                        "blocks",
                        "2",
                        "noiseSchedule",
                        "flow",
                        "prediction",
                        "flow"));
        UNetLayout layout = new UNetLayout(
                List.of(
                        new UNetLayout.Level(8, false),
                        new UNetLayout.Level(16, true),
                        new UNetLayout.Level(16, false),
                        new UNetLayout.Level(24, false)),
                1,
                0,
                4,
                true,
                32,
                new UNetLayout.Conventions(0, false, 1, 1e-6));
        DiffusionSpec imported = new SpecForm<>(usual).with(Map.of("noiseSchedule", "linear", "prediction", "epsilon"));
        ImageShape image = new ImageShape(3, 16, 16);
        LatentDiffusionSpec latent = new SpecForm<>(
                        LatentDiffusionSpec.defaults(image).withAutoencoder(new AutoencoderShape(2, 8, 2, 2, 1, 4)))
                .with(NARROW)
                .withConditions(List.of("hat=yes", "hat=no"));
        return List.of(
                new Exported("classes", new Diffusion(usual.withConditions(List.of("shoe", "shirt")))),
                new Exported("flow", new Diffusion(colour)),
                new Exported(
                        "imported",
                        new Diffusion(
                                resized(imported, new ImageShape(3, 16, 16)).withLayout(layout))),
                new Exported("latents", new LatentDiffusion(latent)));
    }

    private static DiffusionSpec resized(DiffusionSpec spec, ImageShape shape) throws StudioException {
        return new SpecForm<>(DiffusionSpec.defaults(shape)).with(new SpecForm<>(spec).values(spec));
    }

    private static JsonObject golden() throws Exception {
        Path file =
                Path.of(Objects.requireNonNull(ExportedFoldersTest.class.getResource("/golden/diffusion/exported.json"))
                        .toURI());
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    static Stream<Arguments> foldersOnDevices() throws Exception {
        JsonObject golden = golden();
        List<Exported> exported = exported();
        return TorchEngine.start().devices().stream()
                .flatMap(device -> exported.stream().map(each -> Arguments.of(each.name(), each, golden, device)));
    }

    private static JsonObject named(JsonObject golden, String name) {
        return golden.getAsJsonArray("folders").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> integers(JsonElement array) {
        return array.isJsonNull()
                ? List.of()
                : array.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsInt)
                        .toList();
    }

    private static HostTensor wave(double phase, double scale, SampleShape of) {
        return GoldenWeights.wave(phase, scale, 2, of.channels(), of.height(), of.width());
    }

    private static void assertClose(HostTensor found, JsonElement numbers, double tolerance) {
        JsonArray expected = numbers.getAsJsonArray();
        assertThat(found.size()).isEqualTo(expected.size());
        double largest = 0;
        for (int i = 0; i < found.size(); i++) {
            largest = Math.max(
                    largest, Math.abs(found.values()[i] - expected.get(i).getAsDouble()));
        }
        assertThat(largest).isCloseTo(0, within(tolerance));
    }

    @ParameterizedTest(name = "{0} on {3}")
    @MethodSource("foldersOnDevices")
    void diffusersAnswersAsTheStudioDoes(String name, Exported exported, JsonObject golden, ComputeDevice device)
            throws Exception {
        JsonObject theirs = named(golden, name);
        Denoises model = (Denoises) exported.model();
        double tolerance = Devices.tolerance(device, 1e-4);
        Forward forward = new Forward(device, exported.weights());

        HostTensor output = forward.prediction(
                model,
                wave(1, 1.2, model.sampleShape()),
                integers(golden.get("times")),
                integers(theirs.get("classes")));

        assertClose(output, theirs.get("output"), tolerance);
        if (model instanceof LatentDiffusion latent) {
            HostTensor z = wave(2, 1.5, latent.latentShape());
            HostTensor images = wave(3, 0.5, SampleShape.of(latent.spec().image()));
            for (int i = 0; i < images.size(); i++) {
                images.values()[i] += 0.5f;
            }
            assertClose(
                    forward.run(List.of(z), (g, x) -> latent.picture(g, x.getFirst())),
                    theirs.get("picture"),
                    tolerance);
            assertClose(
                    forward.run(List.of(images), (g, x) -> latent.moments(g, x.getFirst())),
                    theirs.get("moments"),
                    tolerance);
        }
    }

    @Test
    void theFoldersAreThoseThatDiffusersRead() throws Exception {
        JsonObject golden = golden();
        for (Exported exported : exported()) {
            JsonObject theirs = named(golden, exported.name());
            boolean parts = theirs.has("autoencoder");
            Path written = exported.write(folder);
            Path network = parts ? written.resolve("unet") : written;
            Path schedule = parts ? written.resolve("scheduler") : written;

            assertThat(DiffusersConfig.json(network.resolve("config.json"))).isEqualTo(theirs.get("config"));
            assertThat(DiffusersConfig.json(schedule.resolve("scheduler_config.json")))
                    .isEqualTo(theirs.get("schedule"));
            if (parts) {
                assertThat(DiffusersConfig.json(written.resolve("vae/config.json")))
                        .isEqualTo(theirs.get("autoencoder"));
            }
            assertThat(Safetensors.read(network.resolve(DiffusersUNet.WEIGHTS)))
                    .isNotEmpty()
                    .allSatisfy((name, weight) ->
                            assertThat(weight).isEqualTo(exported.weights().get(name)));
        }
    }

    @Test
    void diffusersHasTheSameNoiseAtEveryTime() throws Exception {
        JsonObject golden = golden();
        List<Integer> times = integers(golden.get("asked"));
        for (Exported exported : exported()) {
            var schedule = ((Denoises) exported.model()).preconditioning().schedule();
            JsonArray sigmas = named(golden, exported.name()).getAsJsonArray("sigmas");
            for (int i = 0; i < times.size(); i++) {
                double expected = sigmas.get(i).getAsDouble();
                assertThat(schedule.sigmaAt(times.get(i)))
                        .as("%s at %d", exported.name(), times.get(i))
                        .isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }
}
