package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.train.RunDocument;

/// The whole way through the engine with a small diffusion model: data, training, pictures by settings, files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffusionStudioTest {
    private static final SamplerSettings THICK = new SamplerSettings(
            "ddim", Map.of("eta", "0.5"), SigmaSchedule.KARRAS, 4, 2.5, Map.of("thick", 0.7, "thin", 0.3));

    private StripedStudio striped;
    private Studio studio;
    private Path folder;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.withDiffusion(shared);
        studio = striped.studio();
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private OpenModel model() throws Exception {
        return striped.model("base");
    }

    private List<SampledImage> sample(long seed, int count, SamplerSettings settings) throws Exception {
        return striped.sample(model(), seed, count, settings);
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
    void noiseHasDirectionsBetweenSidesButNoStepsAlongItsAxes() throws Exception {
        Directions directions = studio.directions();
        OpenModel model = model();
        Latent plus = studio.bench().latentOf(model, 1, PriorKind.NORMAL, 1);
        Latent minus = studio.bench().latentOf(model, 2, PriorKind.NORMAL, 1);
        Direction found = directions
                .find(
                        model,
                        new DirectionRequest.OfSides(List.of(plus), List.of(minus), DirectionMethod.MEAN_DIFFERENCE, 1))
                .await()
                .orThrow()
                .getFirst();

        assertThat(found.dimension()).isEqualTo(144);
        assertThat(found.coordinate(plus)).isGreaterThan(found.coordinate(minus));
        directions.save(model, found.named("thin to thick")).await().orThrow();
        assertThat(directions.list(model).await().orThrow().directions())
                .extracting(kept -> kept.direction().name())
                .containsExactly("thin to thick");
        assertThatThrownBy(() -> directions
                        .find(
                                model,
                                new DirectionRequest.OfAttribute(
                                        "unused", "a", DirectionMethod.MEAN_CHANGE, List.of(), 1))
                        .await()
                        .orThrow())
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("takes many steps");
    }

    @Test
    void aModelThatIsToldNothingHasNoWishes() throws Exception {
        striped.diffusion("untold", Map.of("conditioning", "none"));

        OpenModel untold = striped.modelOf("untold");
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
                        new ImageSource.Data(striped.data().toString(), 0, 0),
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
        SeedWishes wishes =
                studio.datasets().wishes(striped.data().toString()).await().orThrow();

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
        assertThatThrownBy(() -> striped.diffusion("attributes", Map.of("conditioning", "attributes")))
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
                .export("base", ExportFormat.TORCHSCRIPT, Precision.FLOAT32, folder.resolve("again.pt"))
                .await()
                .orThrow();

        ModelCard again = studio.models().importFrom(file).await().orThrow();

        assertThat(again.hash()).isEqualTo(model().card().hash());
    }

    @Test
    void aModelThatWentThroughTheFilesOfDiffusersMakesTheSameImages() throws Exception {
        Path unet = studio.models()
                .export("base", ExportFormat.DIFFUSERS, Precision.FLOAT32, folder.resolve("through"))
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
}
