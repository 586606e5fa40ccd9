package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.Setting;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.TrainingRequest;

/// Trainings that begin with the weights of a trained model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PretrainedStudioTest {
    private static final Map<String, String> RUN =
            Map.of("batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0", "warmupSteps", "0");
    /// A step that moves no weight by more than a rounding error.
    private static final Map<String, String> STANDING_STILL =
            Map.of("learningRate", "1e-8", "weightDecay", "0", "emaHalfLife", "0");

    private StripedStudio striped;
    private Path folder;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.withDiffusion(shared);
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String type, String name, int steps, Map<String, String> changes) throws StudioException {
        return striped.train(request(type, striped.data(), name, steps, changes));
    }

    private TrainingRequest request(String type, Path data, String name, int steps, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(RUN);
        settings.putAll(changes);
        return new TrainingRequest(
                type, data.toString(), "", settings, OptionalInt.of(steps), 3, "cpu", folder.resolve(name));
    }

    private static Map<String, String> from(String model, Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(changes);
        settings.put("pretrained", model);
        return settings;
    }

    private static SequencedMap<String, HostTensor> weights(Path model) throws StudioException {
        return ModelFolder.open(model).verifiedWeights();
    }

    @Test
    void theFirstStepStandsWhereTheModelStood() throws Exception {
        ModelCard card = train("diffusion", "still", 1, from("base", STANDING_STILL));

        SequencedMap<String, HostTensor> expected = weights(folder.resolve("home/models/base"));
        SequencedMap<String, HostTensor> found = weights(folder.resolve("still/model"));
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, tensor) -> assertThat(tensor.values())
                .as(name)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(Objects.requireNonNull(expected.get(name)).values()));
        assertThat(card.parameters()).isEqualTo(striped.model("base").card().parameters());
    }

    @Test
    void theNetworkIsTheModelsAndTheModelTellsWhatItBeganWith() throws Exception {
        train("diffusion", "tuned", 2, from("base", Map.of("minSnrGamma", "0")));

        ModelFolder tuned = ModelFolder.open(folder.resolve("tuned/model"));
        assertThat(tuned.document().spec().get("width").getAsInt()).isEqualTo(8);
        assertThat(tuned.document().spec().get("minSnrGamma").getAsDouble()).isZero();
        assertThat(tuned.document().training())
                .containsEntry("pretrained", "base")
                .containsEntry("pretrainedHash", striped.model("base").card().hash());
    }

    @Test
    void aRunGoesOnWithTheCopyInItsFolder() throws Exception {
        striped.diffusion("vanishing", Map.of());
        striped.adopt("vanishing");
        ModelCard straight = train("diffusion", "straight", 2, from("vanishing", Map.of()));
        train("diffusion", "stopped", 2, from("vanishing", Map.of()));
        Files.delete(folder.resolve("stopped/checkpoints/step-000000002.safetensors"));
        Files.move(folder.resolve("home/models/vanishing"), folder.resolve("gone"));

        assertThat(striped.resume("stopped").hash()).isEqualTo(straight.hash());
    }

    @Test
    void aBranchTellsItToo() throws Exception {
        train("diffusion", "trunk", 2, from("base", Map.of()));
        BranchRequest branch =
                new BranchRequest(folder.resolve("trunk"), 2, Map.of("steps", "3"), folder.resolve("branch"));

        striped.studio()
                .training()
                .branch(branch)
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();

        assertThat(ModelFolder.open(folder.resolve("branch/model")).document().training())
                .containsEntry("pretrainedHash", striped.model("base").card().hash());
    }

    @Test
    void imagesOfAnotherSizeAreCroppedAndResized() throws Exception {
        striped.diffusion("smaller", Map.of("imageSize", "8"));

        ModelCard card = train("diffusion", "resized", 1, from(path("smaller"), Map.of()));

        assertThat(card.imageShape()).isEqualTo(new ImageShape(1, 8, 8));
    }

    @Test
    void aLatentModelBringsItsAutoencoderAlong() throws Exception {
        Map<String, String> narrow = Map.of("width", "8", "levels", "2", "groups", "4");
        Map<String, String> ground = new HashMap<>(narrow);
        ground.putAll(Map.of("growth", "1", "latentChannels", "2"));
        train("autoencoder-kl", "ground", 1, ground);
        Map<String, String> latent = new HashMap<>(narrow);
        latent.putAll(Map.of("headChannels", "8", "growth", "2", "autoencoder", path("ground")));
        train("latent-diffusion", "latent", 1, latent);

        train("latent-diffusion", "latent-tuned", 1, from(path("latent"), STANDING_STILL));

        SequencedMap<String, HostTensor> expected = weights(folder.resolve("latent/model"));
        weights(folder.resolve("latent-tuned/model"))
                .forEach((name, tensor) -> assertThat(tensor.values()[0])
                        .as(name)
                        .isCloseTo(Objects.requireNonNull(expected.get(name)).values()[0], Offset.offset(1e-6f)));
        assertThatThrownBy(() -> train(
                        "latent-diffusion",
                        "two-autoencoders",
                        1,
                        from(path("latent"), Map.of("autoencoder", path("ground")))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("brings its own autoencoder");
    }

    private String path(String run) {
        return folder.resolve(run).toString();
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAFolderIsMade() throws Exception {
        assertThatThrownBy(() -> train("diffusion", "unknown", 1, from("nobody", Map.of())))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> train("vae", "other-type", 1, from("base", Map.of())))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("'base' is of the type 'diffusion'");
        assertThatThrownBy(() -> train("diffusion", "wider", 1, from("base", Map.of("width", "16"))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("another network than that of 'base'");
        assertThatThrownBy(() -> train("gan", "game", 1, from("base", Map.of())))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("how far its two players had come");
        assertThatThrownBy(() -> train("consistency", "student", 1, from("base", Map.of("teacher", "base"))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("begins with what it learns from");
        assertThatThrownBy(() ->
                        striped.train(request("diffusion", withoutLabels(), "unlabelled", 1, from("base", Map.of()))))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("other classes or attributes");
        for (String name : new String[] {"unknown", "other-type", "wider", "game", "student", "unlabelled"}) {
            assertThat(folder.resolve(name)).doesNotExist();
        }
    }

    private Path withoutLabels() throws IOException {
        Path flat = Files.createDirectories(folder.resolve("flat"));
        for (int i = 0; i < 8; i++) {
            Path from = striped.data().resolve(i % 2 == 0 ? "thin" : "thick").resolve("image" + i + ".png");
            Files.copy(from, flat.resolve("image" + i + ".png"));
        }
        return flat;
    }

    @Test
    void theSettingOffersTheModelsOfItsType() {
        Setting offered = striped.studio().training().settings("diffusion").getFirst();

        assertThat(offered.name()).isEqualTo("pretrained");
        assertThat(offered.value()).isEqualTo("none");
        assertThat(offered.choices()).startsWith("none").contains("base");
        assertThat(striped.studio().training().settings("gan"))
                .extracting(Setting::name)
                .doesNotContain("pretrained");
        assertThat(striped.studio().training().settings("consistency"))
                .extracting(Setting::name)
                .doesNotContain("pretrained");
    }
}
