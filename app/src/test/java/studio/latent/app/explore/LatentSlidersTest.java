package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.edit.AxisEdit;

class LatentSlidersTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.COLOUR);
    private final LatentSliders sliders = fixture.explore.sliders();

    @Test
    void aSliderMovesTheLatentAlongItsDirectionByStandardDeviations() {
        sliders.resetAll();
        sliders.leading().get(2).valueProperty().set(1.5);

        // Fake geometry: the axes are the coordinates, the mean is 0.1, the deviations are 2 / (1 + i).
        assertThat(fixture.latent().values()[2]).isCloseTo(0.1f + 1.5f * 2 / 3, within(1e-6f));
        assertThat(fixture.latent().values()[3]).isEqualTo(0.1f);
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Axis(2));
    }

    @Test
    void slidersAndLatentComeBackToEachOther() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var row = sliders.leading().get(random.nextInt(LatentSliders.LEADING));
            double value = random.nextGaussian();
            row.valueProperty().set(value);
            assertThat(row.valueProperty().get())
                    .as("seed %d, move %d", seed, i)
                    .isEqualTo(value);
            assertThat(AxisEdit.coordinate(
                            fixture.session.modelProperty().get().geometry(), fixture.latent(), row.index()))
                    .isCloseTo(value, within(1e-5));
        }
        float[] held = fixture.latent().values().clone();
        fixture.session.show(fixture.state());
        assertThat(fixture.latent().values()).isEqualTo(held);
    }

    @Test
    void everySliderFollowsALatentThatIsMovedElsewhere() {
        fixture.explore.seeds().seedProperty().set(77);
        float[] values = fixture.latent().values();

        assertThat(sliders.leading().getFirst().valueProperty().get()).isCloseTo((values[0] - 0.1) / 2, within(2e-4));
        assertThat(sliders.raw().rows().get(5).valueProperty().get()).isCloseTo(values[5], within(2e-4));
        assertThat(fixture.state().origin()).as("following is no edit").isInstanceOf(Origin.Seed.class);
    }

    @Test
    void resetAllGoesToTheMiddleOfTheDataInOneGesture() {
        int before = fixture.session.tree().nodes().size();
        sliders.resetAll();

        assertThat(fixture.latent().values()).containsOnly(0.1f);
        assertThat(sliders.leading())
                .allSatisfy(row -> assertThat(row.valueProperty().get()).isCloseTo(0, within(1e-3)));
        assertThat(fixture.session.tree().nodes()).hasSize(before + 1);
    }

    @Test
    void aRawCoordinateIsSetExactly() {
        sliders.raw().rows().get(7).valueProperty().set(-2.25);

        assertThat(fixture.latent().values()[7]).isEqualTo(-2.25f);
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Coordinate(7));
    }

    @Test
    void theLongTailIsShownPageByPage() {
        assertThat(sliders.leading()).hasSize(10);
        assertThat(sliders.further().rows()).hasSize(10);
        assertThat(sliders.further().countProperty().get()).isEqualTo(1);
        assertThat(sliders.raw().countProperty().get()).isEqualTo(2);

        sliders.raw().turnTo(9);

        assertThat(sliders.raw().numberProperty().get()).isEqualTo(1);
        assertThat(sliders.raw().rows()).extracting(LatentSliders.Row::index).containsExactly(16, 17, 18, 19);
        assertThat(sliders.raw().rows().getLast().valueProperty().get())
                .isCloseTo(fixture.latent().values()[19], within(2e-4));
    }

    @Test
    void sharesOfTheVarianceFallAndAddUpToOne() {
        double sum =
                sliders.leading().stream().mapToDouble(LatentSliders.Row::share).sum()
                        + sliders.further().rows().stream()
                                .mapToDouble(LatentSliders.Row::share)
                                .sum();
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(sliders.leading().get(0).share())
                .isGreaterThan(sliders.leading().get(1).share());
    }

    @Test
    void anotherModelBringsItsOwnSliders() {
        fixture.explore.open(FakeStudio.GREY);
        fixture.work();

        assertThat(sliders.leading()).hasSize(4);
        assertThat(sliders.further().rows()).isEmpty();
        assertThat(sliders.further().countProperty().get()).isZero();
        assertThat(sliders.raw().rows()).hasSize(4);
    }
}
