package studio.latent.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class LatentStateTest {
    private static final Latent LATENT = new Latent(new float[] {1, 2});

    @Test
    void aRecipeNamesTheSeedOfAStateDrawnFromOne() {
        Recipe recipe = new LatentState("m", LATENT, new Origin.Seed(42, PriorKind.MIXTURE, 0.7)).recipe("ab", "1.0");

        assertThat(recipe.seed()).isEqualTo(42);
        assertThat(recipe.latent()).isNull();
        assertThat(recipe.settings()).containsEntry("prior", "mixture").containsEntry("temperature", "0.7");
        assertThat(recipe.modelHash()).isEqualTo("ab");
    }

    @Test
    void aRecipeCarriesTheNumbersOfAnEditedState() {
        Recipe recipe = new LatentState("m", LATENT, new Origin.Axis(3)).recipe("ab", "1.0");

        assertThat(recipe.seed()).isNull();
        assertThat(recipe.latent()).isEqualTo(LATENT);
    }

    @Test
    void refusesATemperatureOutsideItsRangeByName() {
        assertThatThrownBy(() -> new Origin.Seed(1, PriorKind.NORMAL, 4.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("temperature must be in [0, 4], got 4.5");
    }
}
