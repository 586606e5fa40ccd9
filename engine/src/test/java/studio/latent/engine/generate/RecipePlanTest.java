package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.sample.Threshold;

class RecipePlanTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    private static final ModelCard CARD = new ModelCard(
            "m",
            Path.of("m"),
            Family.VAE,
            "conv-vae",
            SHAPE,
            3,
            Set.of(),
            List.of(PriorKind.NORMAL),
            1,
            "ab",
            "",
            "",
            "",
            Map.of());

    private static final ModelCard DENOISES = new ModelCard(
            "d",
            Path.of("d"),
            Family.DIFFUSION,
            "diffusion",
            SHAPE,
            3,
            Set.of(Capability.DENOISES),
            List.of(PriorKind.NORMAL),
            1,
            "ab",
            "",
            "",
            "",
            Map.of());

    @Test
    void aSheetOfSeedsComesBackFromItsRecipe() throws Exception {
        RecipePlan plan = RecipePlan.ofSeeds(-7, 12, 4, PriorKind.MIXTURE, 0.7);

        assertThat(RecipePlan.of(plan.recipe(CARD, SamplerSettings.DEFAULTS), 3, SHAPE))
                .isEqualTo(plan);
    }

    @Test
    void aSheetOfLatentsComesBackFromItsRecipe() throws Exception {
        RecipePlan plan = RecipePlan.ofLatents(
                List.of(new Latent(new float[] {1, 2, 3}), new Latent(new float[] {4, 5, -0f})), 2);

        Recipe recipe = plan.recipe(CARD, SamplerSettings.DEFAULTS);

        assertThat(recipe.latent()).isEqualTo(new Latent(new float[] {1, 2, 3, 4, 5, -0f}));
        assertThat(RecipePlan.of(recipe, 3, SHAPE)).isEqualTo(plan);
    }

    @Test
    void aShiftForEachImageComesBackFromTheRecipeAndTakesThePlaceOfOneForAll() throws Exception {
        DecoderShift none = DecoderShift.ofStyles(new float[4]);
        DecoderShift some = DecoderShift.ofStyles(new float[] {1, -0f, 1e-30f, 4});
        SamplerSettings shifted =
                SamplerSettings.DEFAULTS.styled(Styling.USUAL.truncatedTo(0.5).shiftedBy(some));
        RecipePlan plan = RecipePlan.ofLatents(List.of(new Latent(new float[3]), new Latent(new float[3])), 2)
                .sampledBy(SamplerSettings.DEFAULTS.styled(Styling.USUAL.truncatedTo(0.5)))
                .shifted(List.of(none, some));

        RecipePlan again = RecipePlan.of(plan.recipe(CARD, SamplerSettings.DEFAULTS), 3, SHAPE);

        assertThat(again.shifts()).isEqualTo(plan.shifts());
        assertThat(again.samplingOf(0, SamplerSettings.DEFAULTS).styling().shift())
                .as("one that moves nothing")
                .isNull();
        assertThat(again.samplingOf(1, SamplerSettings.DEFAULTS).styling()).isEqualTo(shifted.styling());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.shifted(List.of(some)))
                .withMessageContaining("one for each image");
        assertThatThrownBy(() -> RecipePlan.of(
                        new Recipe(
                                "m",
                                "ab",
                                1L,
                                null,
                                Map.of("count", "2", "columns", "1", "styleShifts", "AAAAAA=="),
                                "1"),
                        3,
                        SHAPE))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("1 numbers of shifts for 2 images");
    }

    @Test
    void aShiftOfMapsForEachImageComesBackFromTheRecipe() throws Exception {
        DecoderShift some =
                DecoderShift.NONE.plusMap(1, new float[] {0, 0.5f, 0}, 1).plusMap(4, new float[] {9}, 1);
        RecipePlan plan = RecipePlan.ofLatents(List.of(new Latent(new float[3]), new Latent(new float[3])), 2)
                .shifted(List.of(some, DecoderShift.NONE));
        Recipe recipe = plan.recipe(CARD, SamplerSettings.DEFAULTS);

        assertThat(recipe.settings()).containsKey("mapShifts").doesNotContainKey("styleShifts");
        assertThat(RecipePlan.of(recipe, 3, SHAPE).shifts()).isEqualTo(plan.shifts());
        assertThatThrownBy(() -> RecipePlan.of(
                        new Recipe("m", "ab", 1L, null, Map.of("count", "2", "columns", "1", "mapShifts", ""), "1"),
                        3,
                        SHAPE))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("shifts of 1 images where there are 2");
    }

    @Test
    void aSingleLatentNeedsNoSettings() {
        Recipe recipe = RecipePlan.ofLatents(List.of(new Latent(new float[] {1, 2, 3})), 1)
                .recipe(CARD, SamplerSettings.DEFAULTS);

        assertThat(recipe.settings()).isEmpty();
        assertThat(recipe.model()).isEqualTo("m");
        assertThat(recipe.modelHash()).isEqualTo("ab");
    }

    @Test
    void aLatentOfAnotherModelsLengthIsRefused() {
        Recipe recipe = new Recipe("m", "ab", null, new Latent(new float[5]), Map.of(), "1");

        assertThatThrownBy(() -> RecipePlan.of(recipe, 3, SHAPE))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("5 latent numbers where the model needs 1·3");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (Map<String, String> settings : List.of(
                Map.of("guidance", "3"),
                Map.of("count", "0"),
                Map.of("count", "x"),
                Map.of("columns", "9"),
                Map.of("temperature", "NaN"),
                Map.of("prior", "uniform"))) {
            Recipe recipe = new Recipe("m", "ab", 1L, null, settings, "1");

            assertThatThrownBy(() -> RecipePlan.of(recipe, 3, SHAPE))
                    .as("settings %s", settings)
                    .isInstanceOf(BadImage.class)
                    .hasMessageContaining("cannot be followed");
        }
    }

    @Test
    void howAPictureWasSampledComesBackFromItsRecipe() throws Exception {
        SamplerSettings settings = new SamplerSettings(
                "ddim", Map.of("eta", "0.25"), SigmaSchedule.KARRAS, 7, 2.5, Map.of("Ankle boot", 0.75, "Bag", -1.0));
        RecipePlan plan = RecipePlan.ofSeeds(3, 4, 2, PriorKind.NORMAL, 1).sampledBy(settings);

        assertThat(RecipePlan.of(plan.recipe(DENOISES, SamplerSettings.DEFAULTS), 3, SHAPE))
                .isEqualTo(plan);
        assertThat(RecipePlan.ofSeeds(3, 1, 1, PriorKind.NORMAL, 1)
                        .recipe(DENOISES, SamplerSettings.DEFAULTS)
                        .settings())
                .containsEntry("sampler", SamplerSettings.DEFAULTS.sampler())
                .containsEntry("steps", "" + SamplerSettings.DEFAULTS.steps());
    }

    @Test
    void howGuidanceWasSteeredComesBackFromItsRecipe() throws Exception {
        Steering steering = new Steering(Map.of("Bag", 0.5, "Coat", 0.5), 0.7, 0.1, 0.8, Threshold.Kind.DYNAMIC);
        SamplerSettings settings =
                SamplerSettings.DEFAULTS.wishing("Dress").steered(steering).asTile();
        RecipePlan plan = RecipePlan.ofSeeds(3, 1, 1, PriorKind.NORMAL, 1).sampledBy(settings);

        Recipe recipe = plan.recipe(DENOISES, SamplerSettings.DEFAULTS);

        assertThat(recipe.settings())
                .containsEntry("unwanted.Bag", "0.5")
                .containsEntry("guidanceRescale", "0.7")
                .containsEntry("guidanceLow", "0.1")
                .containsEntry("guidanceHigh", "0.8")
                .containsEntry("threshold", "dynamic");
        assertThat(RecipePlan.of(recipe, 3, SHAPE)).isEqualTo(plan);
    }

    @Test
    void anEditsImageAndMaskComeBackFromItsRecipe() throws Exception {
        byte[] mask = new byte[64];
        mask[9] = (byte) 255;
        byte[] image = new byte[64];
        image[3] = (byte) 200;
        EditSource source = new EditSource(new Raster(SHAPE, image), new Raster(SHAPE, mask), 0.4);
        RecipePlan plan = RecipePlan.ofSeeds(3, 1, 1, PriorKind.NORMAL, 1)
                .sampledBy(SamplerSettings.FAST)
                .madeFrom(source);

        assertThat(RecipePlan.of(plan.recipe(DENOISES, SamplerSettings.DEFAULTS), 3, SHAPE))
                .isEqualTo(plan);
    }

    @Test
    void anImageOfAnotherSizeOrWithoutItsStrengthIsRefused() {
        String base64 = Base64.getEncoder().encodeToString(new byte[64]);
        for (Map<String, String> settings : List.of(
                Map.of("image", base64),
                Map.of("strength", "0.5"),
                Map.of("mask", base64, "strength", "0.5"),
                Map.of("image", base64, "strength", "1.5"),
                Map.of("image", base64.substring(4), "strength", "0.5"),
                Map.of("image", "???", "strength", "0.5"))) {
            Recipe recipe = new Recipe("m", "ab", 1L, null, settings, "1");

            assertThatThrownBy(() -> RecipePlan.of(recipe, 3, SHAPE))
                    .as("settings %s", settings)
                    .isInstanceOf(BadImage.class)
                    .hasMessageContaining("cannot be followed");
        }
    }

    @Test
    void aRecipeOfGuidanceAsUsualDoesNotSpeakOfIt() {
        assertThat(RecipePlan.ofSeeds(3, 1, 1, PriorKind.NORMAL, 1)
                        .recipe(DENOISES, SamplerSettings.DEFAULTS)
                        .settings())
                .containsOnlyKeys("prior", "temperature", "sampler", "sigmaSchedule", "steps", "guidanceScale");
    }

    @Test
    void settingsOfASamplerThatAreNoneAreRefused() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "steps",
                        "0",
                        "guidanceScale",
                        "31",
                        "sigmaSchedule",
                        "zigzag",
                        "wish.a",
                        "eleven",
                        "guidanceRescale",
                        "1.5",
                        "guidanceLow",
                        "-1",
                        "threshold",
                        "soft",
                        "unwanted.a",
                        "11")
                .entrySet()) {
            Recipe recipe = new Recipe("m", "ab", 1L, null, Map.of(wrong.getKey(), wrong.getValue()), "1");

            assertThatThrownBy(() -> RecipePlan.of(recipe, 3, SHAPE))
                    .as(wrong.toString())
                    .isInstanceOf(BadImage.class)
                    .hasMessageContaining("cannot be followed");
        }
    }

    @Test
    void aPlanHasSeedsOrLatents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecipePlan(null, List.of(), 2, 1, PriorKind.NORMAL, 1, null, null, List.of()))
                .withMessageContaining("latents must number count");
    }
}
