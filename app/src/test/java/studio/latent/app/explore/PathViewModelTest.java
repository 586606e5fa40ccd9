package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;

class PathViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final PathViewModel path = fixture.explore.path();

    private List<Latent> pinSeeds(long... seeds) {
        List<Latent> latents = new ArrayList<>();
        for (long seed : seeds) {
            fixture.explore.seeds().seedProperty().set(seed);
            path.pinCurrent();
            latents.add(fixture.latent());
        }
        fixture.work();
        return latents;
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfPathBeginsEndsAndPassesAtThePins(PathViewModel.Kind kind) {
        List<Latent> pinned = pinSeeds(10, 20, 30);
        path.kindProperty().set(kind);
        for (int i : new int[] {2, 1, 0}) {
            path.positionProperty().set(i / 2.0);
            for (int k = 0; k < 4; k++) {
                assertThat(fixture.latent().values()[k])
                        .as("%s at pin %d", kind, i)
                        .isCloseTo(pinned.get(i).values()[k], within(1e-5f));
            }
            assertThat(fixture.state().origin()).isEqualTo(new Origin.Path());
        }
    }

    @Test
    void pinsShowTheirImages() {
        List<Latent> pinned = pinSeeds(10, 20);
        assertThat(path.pins().get(1).imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.GREY, pinned.get(1)));
    }

    @Test
    void onePinIsNoPath() {
        pinSeeds(10);
        Latent before = fixture.latent();
        path.positionProperty().set(0.7);
        assertThat(path.usableProperty().get()).isFalse();
        assertThat(fixture.latent()).isEqualTo(before);
    }

    @Test
    void aLoopComesBackToItsFirstPin() {
        List<Latent> pinned = pinSeeds(10, 20, 30);
        path.kindProperty().set(PathViewModel.Kind.LERP);
        path.loopProperty().set(true);
        path.positionProperty().set(1);
        assertThat(fixture.latent().values()[0]).isCloseTo(pinned.getFirst().values()[0], within(1e-5f));
    }

    @Test
    void pinsAreReorderedRemovedAndRecalled() {
        List<Latent> pinned = pinSeeds(10, 20, 30);
        path.reorder(2, 0);
        assertThat(path.pins())
                .extracting(pin -> pin.state().latent())
                .containsExactly(pinned.get(2), pinned.get(0), pinned.get(1));
        path.remove(1);
        path.recall(0);
        assertThat(path.pins()).hasSize(2);
        assertThat(fixture.latent()).isEqualTo(pinned.get(2));
        assertThat(fixture.explore.seeds().seedProperty().get())
                .as("a recalled seed is a seed again")
                .isEqualTo(30);
    }

    @Test
    void playingGoesToAndFroOrRoundAndRound() {
        pinSeeds(10, 20, 30);
        path.secondsPerPinProperty().set(1);
        path.tick(0.5);
        assertThat(path.positionProperty().get()).as("stands still").isZero();
        path.playingProperty().set(true);
        path.tick(1);
        assertThat(path.positionProperty().get()).isCloseTo(0.5, within(1e-9));
        path.tick(3);
        assertThat(path.positionProperty().get()).as("turns at the end").isEqualTo(1);
        path.tick(1);
        assertThat(path.positionProperty().get()).isCloseTo(0.5, within(1e-9));
        path.loopProperty().set(true);
        path.tick(2);
        assertThat(path.positionProperty().get()).as("wraps").isCloseTo(0.5 + 2.0 / 3 - 1, within(1e-9));
    }

    @Test
    void eachModelKeepsItsOwnStrip() {
        pinSeeds(10, 20);
        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(path.pins()).isEmpty();
        fixture.explore.open(FakeStudio.GREY);
        fixture.work();
        assertThat(path.pins()).hasSize(2);
    }

    @Test
    void aModelOfTheSameNameWithAnotherDimensionHasAStripOfItsOwn() {
        pinSeeds(10, 20);
        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 7, 0));
        fixture.work();
        assertThat(path.pins()).as("pins of 4 latents do not fit a model of 7").isEmpty();

        pinSeeds(30, 40);
        path.positionProperty().set(0.5);
        path.recall(1);
        assertThat(fixture.latent().dimension()).isEqualTo(7);

        fixture.explore.open(FakeStudio.GREY);
        fixture.work();
        assertThat(path.pins())
                .extracting(pin -> pin.state().latent().dimension())
                .containsExactly(4, 4);
        path.recall(0);
        assertThat(fixture.latent().dimension()).isEqualTo(4);
    }

    @Test
    void pinsOfAModelThatCameBackWithOtherWeightsAreDecodedAnew() {
        pinSeeds(10, 20);
        Raster old = path.pins().getFirst().imageProperty().get();
        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 4, 9));
        fixture.work();

        assertThat(path.pins()).hasSize(2);
        assertThat(path.pins().getFirst().imageProperty().get()).isNotEqualTo(old);
    }
}
