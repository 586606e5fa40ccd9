package studio.latent.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class LatentStateTest {
    private static final Latent LATENT = new Latent(new float[] {1, 2});

    private final ModelCard card = card(FakeStudio.GREY);

    private static ModelCard card(String name) {
        try (FakeStudio studio = FakeStudio.direct()) {
            return studio.models().open(name).await().orThrow().card();
        } catch (StudioException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRecipeNamesTheSeedOfAStateDrawnFromOne() {
        Recipe recipe = new LatentState("m", LATENT, new Origin.Seed(42, PriorKind.MIXTURE, 0.7)).recipe(card, "1.0");

        assertThat(recipe.seed()).isEqualTo(42);
        assertThat(recipe.latent()).isNull();
        assertThat(recipe.settings()).containsEntry("prior", "mixture").containsEntry("temperature", "0.7");
        assertThat(recipe.modelHash()).isEqualTo(card.hash());
    }

    @Test
    void aRecipeCarriesTheNumbersOfAnEditedState() {
        Recipe recipe = new LatentState("m", LATENT, new Origin.Axis(3)).recipe(card, "1.0");

        assertThat(recipe.seed()).isNull();
        assertThat(recipe.latent()).isEqualTo(LATENT);
    }

    @Test
    void aRecipeSaysOfSettingsWhatTheModelLooksAt() {
        SamplerSettings styled =
                SamplerSettings.DEFAULTS.styled(Styling.USUAL.truncatedTo(0.5)).wishing("coat");
        LatentState state = new LatentState("m", LATENT, new Origin.Axis(3), new Rendering(styled, null));

        assertThat(state.recipe(card(FakeStudio.GENERATOR), "1").settings())
                .isEqualTo(Map.of("truncation", "0.5", "wish.coat", "1.0"));
        assertThat(state.recipe(card(FakeStudio.DENOISING), "1").settings())
                .containsKeys("sampler", "steps", "guidanceScale", "wish.coat");
    }

    @Test
    void refusesATemperatureOutsideItsRangeByName() {
        assertThatThrownBy(() -> new Origin.Seed(1, PriorKind.NORMAL, 4.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("temperature must be in [0, 4], got 4.5");
    }
}
