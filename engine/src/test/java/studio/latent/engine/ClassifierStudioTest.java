package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.Setting;

/// The whole way through the engine with a classifier of noised images that guides a small diffusion model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifierStudioTest {
    private StripedStudio striped;
    private Studio studio;
    private Path folder;
    private ModelCard guide;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.withDiffusion(shared);
        studio = striped.studio();
        classifier("guide", Map.of("model", "base"));
        guide = striped.adopt("guide");
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard classifier(String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "width",
                "8",
                "levels",
                "2",
                "growth",
                "2",
                "groups",
                "4",
                "headChannels",
                "8",
                "batch",
                "8",
                "gridEvery",
                "100",
                "heldOut",
                "0",
                "checkpointEvery",
                "3"));
        settings.putAll(changes);
        return striped.train(striped.request("noised-classifier", "", name, 6, settings));
    }

    private static SamplerSettings led(ModelCard by, double scale) {
        return SamplerSettings.DEFAULTS
                .inSteps(4)
                .wishing("thin")
                .classifiedBy(new ClassifierChoice(by.name(), by.hash(), scale));
    }

    private Raster image(OpenModel model, SamplerSettings settings) throws StudioException {
        return striped.sample(model, 3, 1, settings).getFirst().image();
    }

    @Test
    void aClassifierIsAModelThatMakesNoImagesAndFitsTheModelThatItWasTrainedFor() throws Exception {
        OpenModel base = striped.model("base");

        assertThat(guide.type()).isEqualTo("noised-classifier");
        assertThat(guide.capabilities()).containsExactly(Capability.CLASSIFIES_NOISY);
        assertThat(guide.metrics()).containsKeys("accuracy", "accuracyQuarter1");
        assertThat(striped.model("guide").conditions()).containsExactly("thick", "thin");
        assertThat(studio.models().classifiersFor(base).await().orThrow())
                .extracting(ModelCard::name)
                .containsExactly("guide");
        assertThat(studio.models()
                        .classifiersFor(striped.model("guide"))
                        .await()
                        .orThrow())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpm-solver-2m", "ddim", "ddpm", "euler-ancestral", "unipc"})
    void aGuidedPictureIsAnotherOneAndItsRecipeMakesItAgain(String sampler) throws Exception {
        OpenModel base = striped.model("base");
        SamplerSettings settings = led(guide, 30).sampledBy(sampler, Map.of());
        Path png = folder.resolve(sampler + ".png");

        Raster guided = image(base, settings);
        studio.save(
                        guided,
                        RecipePlan.ofSeeds(3, 1, 1, PriorKind.NORMAL, 1)
                                .sampledBy(settings)
                                .recipe(base.card(), base.usualSampling()),
                        png)
                .await()
                .orThrow();

        assertThat(guided).isNotEqualTo(image(base, led(guide, 0).sampledBy(sampler, Map.of())));
        assertThat(studio.recipeOf(png).await().orThrow().settings())
                .containsEntry("classifier", "guide")
                .containsEntry("classifierHash", guide.hash())
                .containsEntry("classifierScale", "30.0");
        assertThat(studio.verify(png).await().orThrow().identical()).isTrue();
    }

    @Test
    void aComparisonTurnsTheClassifiersScale() throws Exception {
        OpenModel base = striped.model("base");
        SamplerSettings settings = SamplerSettings.DEFAULTS.inSteps(4);
        Contender plain = Contender.neutral(base, PriorKind.NORMAL).by(settings);
        Contender led = plain.by(settings.classifiedBy(new ClassifierChoice("guide", guide.hash(), 0)));
        ImageSource.Data data = new ImageSource.Data(striped.data().toString(), 0, 0);

        Comparison known = new ModelComparison(studio.evaluator())
                .compare(
                        new ComparisonRequest(
                                List.of(plain, led),
                                data,
                                null,
                                new ComparisonRequest.Measures(
                                        List.of(Metric.SPREAD),
                                        new FeatureChoice.Pixels(),
                                        ResizeMode.CLEAN,
                                        MetricOptions.standard(3),
                                        6),
                                0),
                        _ -> {})
                .await()
                .orThrow();
        List<Double> spreads = new ArrayList<>();
        for (Contender each : List.of(plain, led, led.at(30))) {
            spreads.add(spread(studio.evaluator()
                    .evaluate(new EvaluationRequest(
                            each.drawn(3, 6),
                            data,
                            null,
                            List.of(Metric.SPREAD),
                            new FeatureChoice.Pixels(),
                            ResizeMode.CLEAN,
                            MetricOptions.standard(3)))
                    .await()
                    .orThrow()
                    .results()
                    .getFirst()));
        }

        assertThat(known.rows())
                .extracting(row -> spread(Objects.requireNonNull(row.result(Metric.SPREAD))))
                .containsExactly(spreads.get(0), spreads.get(0));
        assertThat(spreads.get(1)).isEqualTo(spreads.get(0));
        assertThat(spreads.get(2)).isNotEqualTo(spreads.get(0));
    }

    private static double spread(MetricResult result) {
        return ((MetricResult.Measured) result).value();
    }

    @Test
    void whatIsLeftOfTheDiversityIsMeasuredAgainstTheSameSettingsWithoutTheClassifier() throws Exception {
        OpenModel base = striped.model("base");

        Bench.Diversity none =
                studio.bench().diversity(base, led(guide, 0)).await().orThrow();
        Bench.Diversity strong =
                studio.bench().diversity(base, led(guide, 30)).await().orThrow();

        assertThat(none.share()).isEqualTo(1);
        assertThat(none.alone()).isBetween(0.01, 1.0);
        assertThat(strong.alone()).isEqualTo(none.alone());
        assertThat(strong.guided()).isNotEqualTo(strong.alone());
    }

    @Test
    void withoutAScaleOrAWishNothingChanges() throws Exception {
        OpenModel base = striped.model("base");
        SamplerSettings plain = SamplerSettings.DEFAULTS.inSteps(4);

        assertThat(image(base, led(guide, 0))).isEqualTo(image(base, plain.wishing("thin")));
        assertThat(image(base, led(guide, 5).wishing(Map.of()))).isEqualTo(image(base, plain));
        assertThat(led(guide, 0).texts()).doesNotContainKeys("classifier", "classifierScale");
    }

    @Test
    void aClassifierThatDoesNotFitIsRefusedWithWhatDiffers() throws Exception {
        striped.diffusion("linear", Map.of("noiseSchedule", "linear"));
        striped.diffusion("small", Map.of("imageSize", "8"));
        striped.diffusion("untold", Map.of("conditioning", "none"));

        assertThatThrownBy(() -> image(striped.modelOf("linear"), led(guide, 2)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("other noise levels");
        assertThatThrownBy(() -> image(striped.modelOf("small"), led(guide, 2)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model samples 8×8");
        assertThatThrownBy(() ->
                        image(striped.model("base"), led(striped.model("base").card(), 2)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no classifier");
        assertThatThrownBy(() -> image(
                        striped.model("base"),
                        SamplerSettings.DEFAULTS
                                .wishing("thin")
                                .classifiedBy(new ClassifierChoice("guide", "0".repeat(64), 2))))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("other weights");
        assertThat(studio.models()
                        .classifiersFor(striped.modelOf("linear"))
                        .await()
                        .orThrow())
                .isEmpty();
        assertThatThrownBy(() -> classifier(
                        "of-untold", Map.of("model", folder.resolve("untold").toString())))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("takes no wishes");
    }

    @Test
    void aClassifierNeedsTheModelThatItShallGuide() throws Exception {
        assertThatThrownBy(() -> classifier("none", Map.of()))
                .isInstanceOf(BadOption.class)
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("model=NAME"));
        assertThatThrownBy(() -> classifier("other", Map.of("model", "base", "noiseSchedule", "linear")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'noiseSchedule' is cosine in the model that it shall guide");
        assertThatThrownBy(() -> classifier("resized", Map.of("model", "base", "imageSize", "8")))
                .isInstanceOf(BadDataset.class);
        assertThat(studio.training().settings("noised-classifier"))
                .extracting(Setting::name)
                .startsWith("model")
                .contains("width", "learningRate")
                .doesNotContain("noiseSchedule", "conditioning");
    }

    @Test
    void aStoppedRunGoesOnToTheSameWeights() throws Exception {
        ModelCard straight = classifier("straight", Map.of("model", "base"));
        classifier("stopped", Map.of("model", "base"));
        Files.delete(folder.resolve("stopped/checkpoints/step-000000006.safetensors"));

        assertThat(striped.resume("stopped").hash()).isEqualTo(straight.hash());
        assertThat(folder.resolve("stopped/teacher")).doesNotExist();
    }
}
