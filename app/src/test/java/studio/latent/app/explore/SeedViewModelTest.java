package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class SeedViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;

    @Test
    void seedPriorAndTemperatureDrawTheLatentAnew() {
        explore.seeds().seedProperty().set(42);
        assertThat(fixture.latent()).isEqualTo(drawn(42, PriorKind.MIXTURE, 1));
        explore.seeds().temperatureProperty().set(0.5);
        assertThat(fixture.latent()).isEqualTo(drawn(42, PriorKind.MIXTURE, 0.5));
        explore.seeds().mixtureProperty().set(false);
        assertThat(fixture.latent()).isEqualTo(drawn(42, PriorKind.NORMAL, 0.5));
    }

    private Latent drawn(long seed, PriorKind prior, double temperature) {
        return fixture.studio.bench().latentOf(fixture.session.modelProperty().get(), seed, prior, temperature);
    }

    @Test
    void theMixtureIsOfferedOnlyByModelsThatHaveOne() {
        explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(explore.seeds().mixtureOfferedProperty().get()).isFalse();
        assertThat(explore.seeds().mixtureProperty().get()).isFalse();
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Seed(1, PriorKind.NORMAL, 1));
    }

    @Test
    void eachRollOfTheDiceIsOneGestureAndUndoBringsItsSeedBack() {
        explore.seeds().rollDice();
        long first = explore.seeds().seedProperty().get();
        explore.seeds().rollDice();
        assertThat(explore.seeds().seedProperty().get()).isNotEqualTo(first).isBetween(0L, 999_999L);
        assertThat(fixture.session.tree().nodes()).hasSize(3);

        explore.undo();
        fixture.work();

        assertThat(explore.seeds().seedProperty().get()).isEqualTo(first);
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
        assertThat(fixture.session.tree().nodes()).as("undo is no gesture").hasSize(3);
        assertThat(explore.canRedoProperty().get()).isTrue();
        explore.redo();
        assertThat(explore.canRedoProperty().get()).isFalse();
    }
}
