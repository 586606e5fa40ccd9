package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.Setting;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingRequest;

/// The whole way through the engine with a small diffusion model: data, training, pictures by settings, files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffusionStudioTest {
    private static final Map<String, String> SMALL = Map.of(
            "width", "8",
            "levels", "2",
            "growth", "2",
            "groups", "4",
            "headChannels", "8",
            "batch", "8",
            "gridEvery", "100",
            "metricsShare", "0",
            "heldOut", "0");

    private static final SamplerSettings THICK = new SamplerSettings(
            "ddim", Map.of("eta", "0.5"), SigmaSchedule.KARRAS, 4, 2.5, Map.of("thick", 0.7, "thin", 0.3));

    private Path folder = Path.of("unused");
    private Path data = Path.of("unused");
    private Studio studio = openStudio(Path.of("unused"));

    private static Studio openStudio(Path home) {
        return Studio.open(new StudioOptions(null, home, "cpu", 1));
    }

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        studio.close();
        studio = openStudio(folder.resolve("home"));
        data = StripedImages.write(folder.resolve("stripes"), 16);
        train("base", Map.of());
        studio.models().importFrom(folder.resolve("base/model")).await().orThrow();
    }

    @AfterAll
    void close() {
        studio.close();
    }

    private ModelCard train(String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(SMALL);
        settings.putAll(changes);
        TrainingRequest request = new TrainingRequest(
                "diffusion", data.toString(), "small", settings, OptionalInt.of(6), 5, "cpu", folder.resolve(name));
        return studio.training().start(request).await().orThrow().job().await().orThrow();
    }

    private OpenModel model() throws Exception {
        return studio.models().open("base").await().orThrow();
    }

    private List<SampledImage> sample(long seed, int count, SamplerSettings settings) throws Exception {
        SampleRequest request = new SampleRequest(seed, count, PriorKind.NORMAL, 1, 8, settings);
        return studio.bench().sample(model(), request).await().orThrow();
    }

    @Test
    void aTrainedModelKnowsWhatItCanBeAskedFor() throws Exception {
        ModelCard card = model().card();

        assertThat(card.family()).isEqualTo(Family.DIFFUSION);
        assertThat(card.capabilities()).containsExactly(Capability.DENOISES);
        assertThat(card.latentDimension()).isEqualTo(144);
        assertThat(model().conditions()).containsExactly("thick", "thin");
        assertThat(RunDocument.read(folder.resolve("base")).conditions()).containsExactly("thick", "thin");
        assertThat(card.metrics()).containsKeys("denoisingLoss", "denoisingLossQuarter4");
    }

    @Test
    void aModelThatIsToldNothingHasNoWishes() throws Exception {
        train("untold", Map.of("conditioning", "none"));

        OpenModel untold = studio.models()
                .open(folder.resolve("untold").toString())
                .await()
                .orThrow();
        assertThat(untold.conditions()).isEmpty();
        assertThat(Contender.neutral(untold, PriorKind.NORMAL).stops()).containsExactly(1.0);
        assertThatThrownBy(() -> studio.bench()
                        .sample(untold, new SampleRequest(1, 1, PriorKind.NORMAL, 1, 1, THICK))
                        .await()
                        .orThrow())
                .isInstanceOfSatisfying(
                        BadOption.class, e -> assertThat(e.remedy()).contains("without classes"));
    }

    private Evaluation evaluate(OpenModel model, SamplerSettings sampling) throws Exception {
        return studio.evaluator()
                .evaluate(new EvaluationRequest(
                        new ImageSource.Drawn(model, PriorKind.NORMAL, 1, sampling, 3, 6),
                        new ImageSource.Data(data.toString(), 0, 0),
                        null,
                        List.of(Metric.SPREAD),
                        new FeatureChoice.Pixels(),
                        ResizeMode.CLEAN,
                        MetricOptions.standard(3)))
                .await()
                .orThrow();
    }

    /// The mean distance between six images does not depend on their order.
    private static double spread(Evaluation evaluation) {
        return ((MetricResult.Measured) evaluation.results().getFirst()).value();
    }

    @Test
    void aMeasurementAsksForEachClassInTurnAndSaysHowTheImagesWereDrawn() throws Exception {
        SamplerSettings few = new SamplerSettings("heun", Map.of(), SigmaSchedule.MODEL, 3, 2, Map.of());

        Evaluation inTurn = evaluate(model(), few);
        Evaluation again = evaluate(model(), few);
        Evaluation thick = evaluate(model(), few.wishing("thick"));

        Evaluation.Drawing drawing = Objects.requireNonNull(inTurn.drawing());
        assertThat(drawing.wishes()).isEqualTo("each of 2 classes in turn");
        assertThat(drawing.networkEvaluations()).isEqualTo(2 * (2 * 3 - 1));
        assertThat(spread(again)).isEqualTo(spread(inTurn));
        assertThat(spread(thick)).isNotEqualTo(spread(inTurn));
        assertThat(Objects.requireNonNull(thick.drawing()).wishes()).isEmpty();
    }

    @Test
    void theImagesOfAContenderAreThoseThatAMeasurementDraws() throws Exception {
        Contender contender = Contender.neutral(model(), PriorKind.NORMAL)
                .by(SamplerSettings.FAST.inSteps(2))
                .at(3);
        SeedWishes wishes = studio.datasets().wishes(data.toString()).await().orThrow();

        List<SampleRequest> requests = contender.requests(3, 4, wishes);

        assertThat(requests).extracting(SampleRequest::seed).containsExactly(3L, 4L, 5L, 6L);
        assertThat(requests)
                .extracting(each -> each.sampling().wishes().keySet())
                .containsExactly(Set.of("thin"), Set.of("thick"), Set.of("thin"), Set.of("thick"));
        assertThat(requests)
                .allSatisfy(each -> assertThat(each.sampling().guidanceScale()).isEqualTo(3));
        assertThat(contender.drawn(3, 4).sampling().guidanceScale()).isEqualTo(3);
        assertThat(contender.drawn(3, 4).temperature()).isEqualTo(1);
        assertThat(contender.stops()).isEqualTo(Family.DIFFUSION.dial().stops());
    }

    @Test
    void attributesThatTheDataLackAreMissedBeforeTheRunBegins() {
        assertThatThrownBy(() -> train("attributes", Map.of("conditioning", "attributes")))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("no attributes");
        assertThat(folder.resolve("attributes")).doesNotExist();
    }

    @Test
    void anImageDependsOnItsSeedAndSettingsAlone() throws Exception {
        List<SampledImage> five = sample(3, 5, THICK);

        assertThat(five).extracting(SampledImage::image).doesNotHaveDuplicates();
        assertThat(sample(5, 1, THICK).getFirst()).isEqualTo(five.get(2));
        assertThat(sample(5, 1, THICK.inSteps(5)).getFirst().image())
                .isNotEqualTo(five.get(2).image());
        assertThat(sample(5, 1, SamplerSettings.DEFAULTS.wishing("thin"))
                        .getFirst()
                        .image())
                .isNotEqualTo(sample(5, 1, SamplerSettings.DEFAULTS).getFirst().image());
    }

    static List<String> samplers() {
        return Samplers.TYPES.stream().map(Samplers.Type::id).toList();
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void aPictureOfAnySamplerIsMadeAgainByItsRecipe(String sampler) throws Exception {
        SamplerSettings settings =
                new SamplerSettings(sampler, Map.of(), SigmaSchedule.MODEL, 3, 1.5, Map.of("thin", 1.0));
        RecipePlan plan = RecipePlan.ofSeeds(11, 1, 1, PriorKind.NORMAL, 1).sampledBy(settings);
        Path png = folder.resolve(sampler + ".png");

        studio.save(
                        sample(11, 1, settings).getFirst().image(),
                        plan.recipe(model().card(), model().usualSampling()),
                        png)
                .await()
                .orThrow();

        Recipe recipe = studio.recipeOf(png).await().orThrow();
        assertThat(recipe.settings())
                .containsEntry("sampler", sampler)
                .containsEntry("steps", "3")
                .containsEntry("guidanceScale", "1.5")
                .containsEntry("wish.thin", "1.0");
        assertThat(studio.verify(png).await().orThrow().identical()).isTrue();
    }

    @Test
    void aPictureOfALatentWithoutSettingsSaysTheUsualOnes() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        Raster image = studio.bench()
                .decode(model(), List.of(latent))
                .await()
                .orThrow()
                .getFirst();
        Path png = folder.resolve("latent.png");

        studio.save(
                        image,
                        RecipePlan.ofLatents(List.of(latent), 1).recipe(model().card(), model().usualSampling()),
                        png)
                .await()
                .orThrow();

        assertThat(studio.recipeOf(png).await().orThrow().settings())
                .containsEntry("sampler", SamplerSettings.DEFAULTS.sampler());
        assertThat(studio.verify(png).await().orThrow().identical()).isTrue();
    }

    @Test
    void unknownSamplersAndWishesAreNamedWithWhatThereIs() {
        assertThatThrownBy(() -> sample(1, 1, SamplerSettings.DEFAULTS.wishing("round")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'round'")
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("thick, thin"));
        assertThatThrownBy(
                        () -> sample(1, 1, new SamplerSettings("plms", Map.of(), SigmaSchedule.MODEL, 3, 1, Map.of())))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("plms");
    }

    @Test
    void anExportedModelComesBackTheSame() throws Exception {
        Path file = studio.models()
                .export("base", ExportFormat.TORCHSCRIPT, folder.resolve("again.pt"))
                .await()
                .orThrow();

        ModelCard again = studio.models().importFrom(file).await().orThrow();

        assertThat(again.hash()).isEqualTo(model().card().hash());
    }

    @Test
    void aModelThatWentThroughTheFilesOfDiffusersMakesTheSameImages() throws Exception {
        Path unet = studio.models()
                .export("base", ExportFormat.DIFFUSERS, folder.resolve("through"))
                .await()
                .orThrow();

        ModelCard back = studio.models().importFrom(unet).await().orThrow();

        assertThat(back.hash()).isEqualTo(model().card().hash());
        OpenModel opened = studio.models().open("through").await().orThrow();
        assertThat(opened.conditions()).containsExactly("0", "1");
        SampleRequest wished = new SampleRequest(9, 1, PriorKind.NORMAL, 1, 1, SamplerSettings.FAST.wishing("1"));
        assertThat(studio.bench()
                        .sample(opened, wished)
                        .await()
                        .orThrow()
                        .getFirst()
                        .image())
                .isEqualTo(sample(9, 1, SamplerSettings.FAST.wishing("thin"))
                        .getFirst()
                        .image());
    }

    private ModelCard student(String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(
                Map.of("batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0", "checkpointEvery", "2"));
        settings.putAll(changes);
        TrainingRequest request = new TrainingRequest(
                "consistency", data.toString(), "", settings, OptionalInt.of(4), 5, "cpu", folder.resolve(name));
        return studio.training().start(request).await().orThrow().job().await().orThrow();
    }

    @Test
    void aStudentHasItsTeachersNetworkAndSamplesInFourSteps() throws Exception {
        ModelCard card = student("student", Map.of("teacher", "base"));
        OpenModel student = studio.models()
                .open(folder.resolve("student").toString())
                .await()
                .orThrow();

        assertThat(card.family()).isEqualTo(Family.DIFFUSION);
        assertThat(card.type()).isEqualTo("consistency");
        assertThat(card.parameters()).isEqualTo(model().card().parameters());
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

        ModelCard resumed = studio.training()
                .resume(folder.resolve("stopped"))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();

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
                .hasMessageContaining("the teacher makes");
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

    @Test
    void aCancelledSamplingEndsAtItsNextStep() throws Exception {
        SampleRequest request = new SampleRequest(0, 1, PriorKind.NORMAL, 1, 1, SamplerSettings.DEFAULTS.inSteps(1000));
        var job = studio.bench().sample(model(), request);

        job.cancel();

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
    }

    private static final class Watch implements Consumer<Outcome<Bench.Picture>> {
        final List<Bench.Picture> pictures = new CopyOnWriteArrayList<>();

        @Override
        public void accept(Outcome<Bench.Picture> outcome) {
            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            if (outcome instanceof Outcome.Completed<Bench.Picture>(Bench.Picture picture)) {
                pictures.add(picture);
            }
        }

        void await(Predicate<Bench.Picture> wanted) {
            while (pictures.stream().noneMatch(wanted)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Timeout(60)
    void aHandThatRestsSeesAPreviewAndThenTheImageItself() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        SamplerSettings slow = THICK.inSteps(400);
        Watch watch = new Watch();

        studio.bench().renderer().request(model(), latent, new Rendering(slow, null), watch);
        watch.await(picture -> !picture.preview());

        assertThat(watch.pictures).extracting(Bench.Picture::preview).containsExactly(true, false);
        assertThat(watch.pictures.getLast().image())
                .isEqualTo(studio.bench()
                        .decode(model(), List.of(latent), slow)
                        .await()
                        .orThrow()
                        .getFirst());
    }

    @Test
    @Timeout(60)
    void aHandThatMovesOnGivesUpTheImageAndGetsTheNextPreview() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        Bench.LiveRenderer renderer = studio.bench().renderer();
        Watch first = new Watch();
        Watch second = new Watch();

        renderer.request(model(), latent, new Rendering(THICK.inSteps(1000), null), first);
        first.await(Bench.Picture::preview);
        renderer.request(model(), latent, new Rendering(THICK.inSteps(1), null), second);
        second.await(picture -> !picture.preview());

        assertThat(first.pictures).extracting(Bench.Picture::preview).containsExactly(true);
        assertThat(second.pictures).hasSize(1);
    }

    @Test
    void aTrajectoryLeadsFromNoiseToTheImage() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);

        List<Bench.TrajectoryStep> steps = studio.bench()
                .trajectory(model(), latent, new Rendering(THICK.inSteps(6), null))
                .await()
                .orThrow();

        assertThat(steps).extracting(Bench.TrajectoryStep::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(steps).extracting(Bench.TrajectoryStep::sigma).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(steps.getLast().estimate())
                .as("the last step goes to what the model saw")
                .isEqualTo(studio.bench()
                        .decode(model(), List.of(latent), THICK.inSteps(6))
                        .await()
                        .orThrow()
                        .getFirst());
        assertThat(steps.getFirst().noisy()).isNotEqualTo(steps.getLast().noisy());
    }
}
