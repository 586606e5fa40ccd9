package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.NoiseInversion;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.Setting;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingRequest;

/// The whole way through the engine with latent diffusion: an autoencoder, a model on top of it, pictures, files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatentDiffusionStudioTest {
    private static final Map<String, String> RUN =
            Map.of("batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0", "groups", "4");
    private static final Map<String, String> AUTOENCODER =
            Map.of("width", "8", "levels", "2", "growth", "1", "latentChannels", "2");
    private static final Map<String, String> SMALL =
            Map.of("width", "8", "levels", "2", "growth", "2", "headChannels", "8");

    private StripedStudio striped;
    private Studio studio;
    private Path folder;

    @BeforeAll
    void makeDataAndTrainBoth(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.in(shared, 16);
        studio = striped.studio();
        train("autoencoder-kl", "ground", AUTOENCODER);
        striped.adopt("ground");
        train("latent-diffusion", "base", SMALL);
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String type, String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(RUN);
        settings.putAll(changes);
        return striped.train(striped.request(type, "", name, 6, settings));
    }

    @Test
    void oneModelFolderHoldsBothNetworks() throws Exception {
        ModelFolder model = ModelFolder.open(folder.resolve("base/model"));
        ModelFolder ground = ModelFolder.open(folder.resolve("home/models/ground"));

        Map<String, HostTensor> weights = model.verifiedWeights();
        ground.verifiedWeights()
                .forEach((name, tensor) -> assertThat(weights).containsEntry("autoencoder." + name, tensor));
        ModelCard card = model.document().card();
        assertThat(card.capabilities()).containsExactly(Capability.DENOISES);
        assertThat(card.latentDimension()).isEqualTo(2 * 6 * 6);
        RunDocument run = RunDocument.read(folder.resolve("base"));
        assertThat(run.autoencoder()).isNotNull();
        assertThat(run.conditions()).containsExactly("thick", "thin");
    }

    @Test
    void aPictureIsMadeAgainByItsRecipe() throws Exception {
        OpenModel base = striped.modelOf("base");
        striped.adopt("base");
        SamplerSettings settings = SamplerSettings.FAST.inSteps(3).wishing("thin");
        List<SampledImage> images = striped.sample(base, 4, 2, settings);
        Path png = folder.resolve("picture.png");
        RecipePlan plan = RecipePlan.ofSeeds(4, 1, 1, PriorKind.NORMAL, 1).sampledBy(settings);

        studio.save(images.getFirst().image(), plan.recipe(base.card(), base.usualSampling()), png)
                .await()
                .orThrow();

        assertThat(studio.verify(png).await().orThrow().identical()).isTrue();
        assertThat(images).extracting(SampledImage::image).doesNotHaveDuplicates();
        assertThat(images.getFirst().image().shape()).isEqualTo(StripedImages.SHAPE);
        assertThat(images.getFirst().latent().dimension()).isEqualTo(72);
    }

    @Test
    void anImageIsChangedInTheLatentSpaceAndStaysWhereTheMaskKeepsIt() throws Exception {
        OpenModel base = striped.modelOf("base");
        SamplerSettings settings = SamplerSettings.FAST.inSteps(4).wishing("thin");
        Raster image = StripedImages.image(3);
        byte[] lower = new byte[image.samples().length];
        Arrays.fill(lower, lower.length / 2, lower.length, (byte) 255);

        Raster whole = edited(base, new EditSource(image, null, 0.5), settings);
        Raster part = edited(base, new EditSource(image, new Raster(image.shape(), lower), 1), settings);

        assertThat(whole).isNotEqualTo(image);
        assertThat(part).isNotEqualTo(image);
        assertThat(Arrays.copyOf(part.samples(), lower.length / 2))
                .isEqualTo(Arrays.copyOf(image.samples(), lower.length / 2));
    }

    private Raster edited(OpenModel model, EditSource source, SamplerSettings settings) throws Exception {
        return studio.bench()
                .edit(model, new EditRequest(source, 7, 1, settings))
                .await()
                .orThrow()
                .getFirst()
                .image();
    }

    @Test
    void aClassifierOfNoisedLatentsGuidesTheModelOfItsOwnAutoencoderOnly() throws Exception {
        String base = folder.resolve("base").toString();
        train("noised-classifier", "guide", with(Map.of("model", base)));
        ModelCard guide = striped.adopt("guide");
        OpenModel model = striped.modelOf("base");
        SamplerSettings plain = SamplerSettings.FAST.inSteps(4).wishing("thin");
        SamplerSettings led = plain.classifiedBy(new ClassifierChoice("guide", guide.hash(), 30));

        assertThat(studio.models().classifiersFor(model).await().orThrow())
                .extracting(ModelCard::name)
                .containsExactly("guide");
        assertThat(striped.sample(model, 4, 1, led)).isNotEqualTo(striped.sample(model, 4, 1, plain));
        Path half = studio.models()
                .export(base, ExportFormat.SAFETENSORS, Precision.FLOAT16, folder.resolve("half-led"))
                .await()
                .orThrow();
        assertThat(striped.sample(studio.models().open(half.toString()).await().orThrow(), 4, 1, led))
                .hasSize(1);
        assertThat(folder.resolve("guide/teacher/model.json")).exists();
        train("noised-classifier", "stopped", with(Map.of("model", base, "checkpointEvery", "3")));
        Files.delete(folder.resolve("stopped/checkpoints/step-000000006.safetensors"));
        assertThat(striped.resume("stopped").hash()).isEqualTo(guide.hash());

        train("autoencoder-kl", "other-ground", with(AUTOENCODER, Map.of("learningRate", "0.0001")));
        train(
                "latent-diffusion",
                "other",
                with(Map.of("autoencoder", folder.resolve("other-ground").toString())));
        assertThatThrownBy(() -> striped.sample(striped.modelOf("other"), 4, 1, led))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("latents of another autoencoder");
    }

    private static Map<String, String> with(Map<String, String> changes) {
        return with(SMALL, changes);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(changes);
        return all;
    }

    @Test
    void theNoiseOfAnImageIsThatOfItsLatent() throws Exception {
        OpenModel base = striped.modelOf("base");
        SamplerSettings settings = NoiseInversion.settings(SamplerSettings.FAST.wishing("thin"));

        InvertedImage found = studio.bench()
                .noiseOf(base, StripedImages.image(3), settings)
                .await()
                .orThrow();

        assertThat(found.latent().dimension()).isEqualTo(72);
        assertThat(found.image())
                .isEqualTo(studio.bench()
                        .decode(base, List.of(found.latent()), settings)
                        .await()
                        .orThrow()
                        .getFirst());
        assertThat(found.error()).isBetween(0.0, 255.0);
    }

    @Test
    void anAutoencoderAloneFindsLatentsAndPaintsThemAgain() throws Exception {
        OpenModel ground = striped.model("ground");
        assertThat(ground.card().capabilities()).containsExactly(Capability.DECODES, Capability.ENCODES);
        assertThat(ground.card().priors()).containsExactly(PriorKind.NORMAL);

        Latent latent =
                studio.bench().encode(ground, StripedImages.image(3)).await().orThrow();
        List<Raster> again =
                studio.bench().decode(ground, List.of(latent)).await().orThrow();

        assertThat(latent.dimension()).isEqualTo(72);
        assertThat(again.getFirst().shape()).isEqualTo(StripedImages.SHAPE);
    }

    @Test
    void exportedModelsComeBackTheSame() throws Exception {
        Path file = studio.models()
                .export(
                        folder.resolve("base").toString(),
                        ExportFormat.TORCHSCRIPT,
                        Precision.FLOAT32,
                        folder.resolve("again.pt"))
                .await()
                .orThrow();
        assertThat(studio.models().importFrom(file).await().orThrow().hash())
                .isEqualTo(striped.modelOf("base").card().hash());

        Path vae = studio.models()
                .export("ground", ExportFormat.DIFFUSERS, Precision.FLOAT32, folder.resolve("through"))
                .await()
                .orThrow();
        assertThat(studio.models().importFrom(vae).await().orThrow().hash())
                .isEqualTo(striped.model("ground").card().hash());
    }

    @Test
    void aModelThatWentThroughThePartsOfDiffusersMakesTheSameImages() throws Exception {
        Path parts = studio.models()
                .export(
                        folder.resolve("base").toString(),
                        ExportFormat.DIFFUSERS,
                        Precision.FLOAT32,
                        folder.resolve("in-parts"))
                .await()
                .orThrow();

        assertThat(studio.models().importFrom(parts).await().orThrow().hash())
                .isEqualTo(striped.modelOf("base").card().hash());

        SamplerSettings settings = SamplerSettings.FAST.inSteps(3);
        assertThat(striped.sample(striped.model("in-parts"), 4, 1, settings.wishing("1"))
                        .getFirst()
                        .image())
                .isEqualTo(striped.sample(striped.modelOf("base"), 4, 1, settings.wishing("thin"))
                        .getFirst()
                        .image());
    }

    @Test
    void aModelAtHalfTheSizeSamplesAlikeWithItsRoundedAutoencoder() throws Exception {
        Path half = studio.models()
                .export(
                        folder.resolve("base").toString(),
                        ExportFormat.SAFETENSORS,
                        Precision.FLOAT16,
                        folder.resolve("half"))
                .await()
                .orThrow();
        OpenModel base = striped.modelOf("base");
        OpenModel rounded = studio.models().open(half.toString()).await().orThrow();

        Map<String, HostTensor> weights = ModelFolder.open(half).verifiedWeights();
        ModelFolder.open(folder.resolve("base/model"))
                .verifiedWeights()
                .forEach((name, tensor) -> assertThat(weights).containsEntry(name, Precision.FLOAT16.stored(tensor)));
        SamplerSettings settings = SamplerSettings.FAST.inSteps(3).wishing("thin");
        byte[] one = striped.sample(base, 4, 1, settings).getFirst().image().samples();
        byte[] other =
                striped.sample(rounded, 4, 1, settings).getFirst().image().samples();
        for (int i = 0; i < one.length; i++) {
            assertThat(Math.abs((one[i] & 0xFF) - (other[i] & 0xFF))).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aRunGoesOnWithItsOwnCopyOfTheAutoencoder() throws Exception {
        ModelCard again = striped.resume("base");

        assertThat(again.hash())
                .isEqualTo(ModelFolder.open(folder.resolve("base/model"))
                        .document()
                        .card()
                        .hash());
        assertThat(folder.resolve("base/autoencoder/weights.safetensors")).exists();
    }

    @Test
    void aBranchHasACopyOfTheAutoencoderToo() throws Exception {
        BranchRequest request =
                new BranchRequest(folder.resolve("base"), 6, Map.of("steps", "8"), folder.resolve("branch"));

        ModelCard branched = studio.training()
                .branch(request)
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();
        ModelCard again = striped.resume("branch");

        assertThat(again.hash()).isEqualTo(branched.hash());
        assertThat(ModelFolder.open(folder.resolve("branch/autoencoder")).verifiedWeights())
                .isEqualTo(ModelFolder.open(folder.resolve("base/autoencoder")).verifiedWeights());
    }

    @Test
    void aStudentOfALatentModelHasItsAutoencoderAndSamplesInFourSteps() throws Exception {
        Map<String, String> settings = new HashMap<>(RUN);
        settings.remove("groups");
        settings.put("teacher", folder.resolve("base").toString());
        TrainingRequest request = striped.request("latent-consistency", "", "student", 4, settings);

        ModelCard card = striped.train(request);

        Map<String, HostTensor> teacher =
                ModelFolder.open(folder.resolve("base/model")).verifiedWeights();
        Map<String, HostTensor> student =
                ModelFolder.open(folder.resolve("student/model")).verifiedWeights();
        assertThat(student).containsOnlyKeys(teacher.keySet());
        assertThat(student).allSatisfy((name, tensor) -> {
            if (name.startsWith("autoencoder.")) {
                assertThat(tensor).as(name).isEqualTo(teacher.get(name));
            }
        });
        assertThat(card.hash()).isEqualTo(striped.resume("student").hash());
        OpenModel model = striped.modelOf("student");
        assertThat(model.usualSampling().sampler()).isEqualTo("lcm");
        assertThat(striped.sample(model, 4, 2, model.usualSampling().wishing("thin")))
                .extracting(SampledImage::image)
                .doesNotHaveDuplicates()
                .allSatisfy(image -> assertThat(image.shape()).isEqualTo(StripedImages.SHAPE));
    }

    @Test
    void aStudentOfPixelsCannotLearnFromALatentModel() {
        Map<String, String> settings = Map.of("teacher", folder.resolve("base").toString());

        assertThatThrownBy(() -> striped.train(striped.request("consistency", "", "pixels", 4, settings)))
                .isInstanceOfSatisfying(
                        IncompatibleModel.class, e -> assertThat(e.remedy()).contains("--family latent-consistency"));
    }

    @Test
    void theLibrarysAutoencodersAreOffered() {
        assertThat(studio.training().settings("latent-diffusion"))
                .filteredOn(setting -> setting.name().equals("autoencoder"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.kind()).isEqualTo(Setting.Kind.CHOICE);
                    assertThat(setting.choices()).contains("ground");
                });
        assertThat(studio.training().settings("diffusion"))
                .noneMatch(setting -> setting.name().equals("autoencoder"));
    }

    @Test
    void anAutoencoderThatIsNoneOrForOtherImagesIsRefusedBeforeTheRunBegins() {
        Map<String, String> none = new HashMap<>(SMALL);
        none.put("autoencoder", folder.resolve("base").toString());
        assertThatThrownBy(() -> train("latent-diffusion", "none", none))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no autoencoder of the type");

        Map<String, String> other = new HashMap<>(SMALL);
        other.put("autoencoder", "ground");
        other.put("imageSize", "16");
        assertThatThrownBy(() -> train("latent-diffusion", "none", other))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("is for images of");
        assertThatThrownBy(() -> train("diffusion", "none", Map.of("autoencoder", "ground")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("autoencoder");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void withoutAnAutoencoderTheWayToOneIsSaid(@TempDir Path home) throws Exception {
        try (Studio empty = StripedStudio.open(home)) {
            TrainingRequest request = new TrainingRequest(
                    "latent-diffusion",
                    striped.data().toString(),
                    "",
                    RUN,
                    OptionalInt.of(1),
                    5,
                    "cpu",
                    home.resolve("run"));
            assertThatThrownBy(() -> empty.training().start(request).await().orThrow())
                    .isInstanceOfSatisfying(
                            BadOption.class,
                            e -> assertThat(e.remedy()).contains("--family autoencoder-kl", "--set autoencoder="));
        }
    }
}
