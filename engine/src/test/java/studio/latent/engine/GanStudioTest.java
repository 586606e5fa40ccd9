package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.gan.LayerNoise;
import studio.latent.engine.model.gan.StyleGanSpec;

/// Adversarial networks through the facade: data, training, images with their recipes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GanStudioTest {
    private static final Map<String, String> SMALL = Map.of(
            "width", "4",
            "latentDimension", "6",
            "batch", "8",
            "gridEvery", "100",
            "metricsShare", "0",
            "conditioning", "class",
            "augmentation", "adaptive");

    private StripedStudio striped;
    private Path folder;

    @BeforeAll
    void makeData(@TempDir Path shared) throws Exception {
        folder = shared;
        striped = StripedStudio.in(shared, 60);
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String type, String name, Map<String, String> changes) throws Exception {
        Map<String, String> settings = new HashMap<>(SMALL);
        settings.putAll(changes);
        return striped.train(striped.request(type, "small", name, 4, settings));
    }

    @Test
    void aTruncatedImageOfAClassIsMadeAgainByItsRecipe() throws Exception {
        for (String type : List.of("gan", "style-gan")) {
            ModelCard card = train(type, type, Map.of());
            OpenModel model = striped.modelOf(type);
            assertThat(card.family()).isEqualTo(Family.GAN);
            assertThat(card.priors()).containsExactly(PriorKind.NORMAL);
            assertThat(model.conditions()).containsExactly("thick", "thin");

            SamplerSettings settings = model.usualSampling().wishing("thin").styled(Styling.USUAL.truncatedTo(0.5));
            List<SampledImage> images = striped.sample(model, 7, 2, settings);
            List<SampledImage> usual = striped.sample(model, 7, 2, model.usualSampling());

            assertThat(images.get(0).image()).isNotEqualTo(usual.get(0).image());
            Path png = folder.resolve(type + ".png");
            RecipePlan plan = RecipePlan.ofSeeds(7, 1, 1, PriorKind.NORMAL, 1).sampledBy(settings);
            striped.studio()
                    .save(images.get(0).image(), plan.recipe(card, model.usualSampling()), png)
                    .await()
                    .orThrow();
            assertThat(striped.studio().recipeOf(png).await().orThrow().settings())
                    .containsEntry("truncation", "0.5")
                    .containsEntry("wish.thin", "1.0")
                    .doesNotContainKey("sampler");
            assertThat(striped.studio()
                            .verify(png, folder.resolve(type).toString())
                            .await()
                            .orThrow()
                            .identical())
                    .isTrue();
        }
        assertThat(striped.modelOf("style-gan").card().capabilities())
                .containsExactlyInAnyOrder(Capability.DECODES, Capability.STYLES);
    }

    @Test
    void rulesThatWorkAgainstEachOtherAreRefusedBeforeAnythingIsMade() {
        for (Map<String, String> rules : List.of(
                Map.of("objective", "wasserstein"),
                Map.of("objective", "wasserstein-penalty"),
                Map.of("discriminatorNorm", "batch"))) {
            assertThatThrownBy(() -> train("gan", "refused", rules)).isInstanceOf(BadOption.class);
            assertThat(folder.resolve("refused")).doesNotExist();
        }
    }

    @Test
    void aGameWithACriticIsTrainedAndDraws() throws Exception {
        ModelCard card = train(
                "gan",
                "critic",
                Map.of("objective", "wasserstein-penalty", "r1", "0", "penaltyEvery", "1", "augmentation", "always"));

        assertThat(card.metrics()).containsKeys("criticReal", "criticFake", "gradientPenalty");
    }

    @Test
    void aMixOfStylesWithNoiseOfASeedIsMadeAgainByItsRecipe() throws Exception {
        ModelCard card = train("style-gan", "mixes", Map.of());
        OpenModel model = striped.modelOf("mixes");
        Bench bench = striped.studio().bench();
        int layers = model.styleLayers().size();
        assertThat(model.styleLayers().getLast().height())
                .isGreaterThanOrEqualTo(card.imageShape().height());
        assertThat(model.featureLayers()).hasSize(layers);

        StyleMix mix = new StyleMix(bench.latentOf(model, 9, PriorKind.NORMAL, 1), new TreeSet<>(List.of(0)));
        Styling styling = new Styling(0.8, 2, 5L, mix);
        SamplerSettings settings = model.usualSampling().styled(styling);
        SampledImage image = striped.sample(model, 7, 1, settings).getFirst();
        assertThat(image.image())
                .isNotEqualTo(striped.sample(model, 7, 1, settings.styled(styling.mixedWith(null)))
                        .getFirst()
                        .image());
        FeatureMaps maps = bench.features(model, image.latent(), new Rendering(settings, null), "layers.1")
                .await()
                .orThrow();
        assertThat(maps.layer()).isEqualTo(model.featureLayers().get(1));

        Path png = folder.resolve("mix.png");
        RecipePlan plan = RecipePlan.ofSeeds(7, 1, 1, PriorKind.NORMAL, 1).sampledBy(settings);
        striped.studio()
                .save(image.image(), plan.recipe(card, model.usualSampling()), png)
                .await()
                .orThrow();
        assertThat(striped.studio()
                        .verify(png, folder.resolve("mixes").toString())
                        .await()
                        .orThrow()
                        .identical())
                .isTrue();

        StyleMix outside = mix.in(new TreeSet<>(List.of(layers)));
        assertThatThrownBy(() -> striped.sample(model, 7, 1, settings.styled(styling.mixedWith(outside))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("none of the number " + layers);
    }

    @Test
    void aGeneratorIsTrainedWithoutNoiseOfLayersWhereAsked() throws Exception {
        train("style-gan", "flat", Map.of("layerNoise", "none"));
        OpenModel flat = striped.modelOf("flat");
        assertThat(flat.addsLayerNoise()).isFalse();
        SamplerSettings usual = flat.usualSampling();
        assertThat(striped.sample(flat, 7, 1, usual.styled(Styling.USUAL.withNoiseOf(5L)))
                        .getFirst()
                        .image())
                .isEqualTo(striped.sample(flat, 7, 1, usual).getFirst().image());

        JsonObject spec = RecordJson.encode(StyleGanSpec.defaults(flat.card().imageShape()));
        spec.getAsJsonObject("sizes").remove("layerNoise");
        StyleGanSpec older = RecordJson.decode(StyleGanSpec.class, spec, "model.json");
        assertThat(older.sizes().layerNoise()).as("what was trained before").isEqualTo(LayerNoise.LEARNED);
    }

    @Test
    void directionsOfStylesAreFoundByLayerMovedMeasuredAndSaved() throws Exception {
        train("style-gan", "pointed", Map.of());
        OpenModel model = striped.modelOf("pointed");
        Directions directions = striped.studio().directions();
        int layers = model.styleLayers().size();
        DirectionPlace last = new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(layers - 1)));
        DirectionPlace all = new DirectionPlace(DirectionSpace.W, new TreeSet<>());

        Direction component = directions
                .find(model, new DirectionRequest.ClosedForm(DirectionMethod.PRINCIPAL_COMPONENT, 2, 1, last))
                .await()
                .orThrow()
                .getFirst();
        assertThat(component.space()).isEqualTo(DirectionSpace.W);
        assertThat(component.layers()).containsExactly(layers - 1);
        assertThat(component.dimension()).isEqualTo(model.styleDimension());
        assertThat(component.confidence()).isNotNull();

        Direction factor = factor(directions, model, all);
        assertThat(factor.vector()).isNotEqualTo(factor(directions, model, last).vector());

        DecoderShift shift = component.moved(DecoderShift.orNone(null, layers, model.styleDimension()), 3);
        SamplerSettings usual = model.usualSampling();
        SamplerSettings moved = usual.styled(Styling.USUAL.shiftedBy(shift));
        assertThat(striped.sample(model, 7, 1, moved).getFirst().image())
                .isNotEqualTo(striped.sample(model, 7, 1, usual).getFirst().image());

        Latent plus = striped.studio().bench().latentOf(model, 1, PriorKind.NORMAL, 1);
        Latent minus = striped.studio().bench().latentOf(model, 2, PriorKind.NORMAL, 1);
        Direction sides = directions
                .find(
                        model,
                        new DirectionRequest.OfSides(
                                List.of(plus), List.of(minus), DirectionMethod.MEAN_DIFFERENCE, 1, last))
                .await()
                .orThrow()
                .getFirst()
                .named("sides");
        directions.save(model, sides).await().orThrow();
        assertThat(directions.list(model).await().orThrow().directions())
                .extracting(Directions.Kept::direction)
                .containsExactly(sides);
    }

    private static Direction factor(Directions directions, OpenModel model, DirectionPlace place) throws Exception {
        return directions
                .find(model, new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 1, 1, place))
                .await()
                .orThrow()
                .getFirst();
    }

    @Test
    void aModelWithStylesComesBackWholeFromTorchScript() throws Exception {
        train("style-gan", "scripted", Map.of());
        OpenModel model = striped.modelOf("scripted");
        Path script = striped.studio()
                .models()
                .export(
                        folder.resolve("scripted").toString(),
                        ExportFormat.TORCHSCRIPT,
                        Precision.FLOAT32,
                        folder.resolve("traveller.pt"))
                .await()
                .orThrow();
        striped.studio().models().importFrom(script).await().orThrow();

        SamplerSettings truncated = model.usualSampling().styled(Styling.USUAL.truncatedTo(0.5));
        assertThat(striped.sample(striped.model("traveller"), 7, 1, truncated)
                        .getFirst()
                        .image())
                .isEqualTo(striped.sample(model, 7, 1, truncated).getFirst().image());
    }

    @Test
    void directionsOfStylesNeedAModelThatHasThem() throws Exception {
        train("gan", "plain", Map.of());
        OpenModel model = striped.modelOf("plain");
        DirectionPlace all = new DirectionPlace(DirectionSpace.W, new TreeSet<>());

        assertThatThrownBy(() -> factor(striped.studio().directions(), model, all))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no space w");
        assertThat(model.styleDimension()).isZero();
    }

    @Test
    void tooFewImagesAreNamedBeforeTraining() {
        assertThatThrownBy(() -> train("gan", "few", Map.of("augmentation", "none")))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("60 images")
                .hasMessageContaining("at least 500")
                .satisfies(e -> assertThat(((BadDataset) e).remedy()).contains("preset 'few-images'"));
        assertThat(folder.resolve("few")).doesNotExist();
    }

    @Test
    void aBatchOfOneIsRefusedWhereTheBatchIsLookedAtAsAWhole() throws Exception {
        assertThatThrownBy(() -> train("gan", "alone", Map.of("batch", "1")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("at least 2 images");
        assertThat(folder.resolve("alone")).doesNotExist();

        train("gan", "singly", Map.of("batch", "1", "minibatchDeviation", "false", "generatorNorm", "pixel"));
        assertThat(striped.modelOf("singly").card().type()).isEqualTo("gan");
    }
}
