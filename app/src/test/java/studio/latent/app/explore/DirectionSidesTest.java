package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.StyleShift;

class DirectionSidesTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final DirectionSides sides =
            fixture.explore.directionStudio().wish().sides();

    @Test
    void imagesToChooseFromAreOfSeedsAndComeWithTheirImages() {
        sides.roll();
        fixture.work();

        assertThat(sides.candidates()).hasSize(DirectionSides.CANDIDATES);
        assertThat(sides.candidates())
                .allSatisfy(pin -> assertThat(pin.imageProperty().get())
                        .isEqualTo(fixture.studio.imageOf(
                                FakeStudio.GREY, pin.state().latent())));
    }

    @Test
    void anImageLiesOnOneSideAtMost() {
        sides.roll();
        Pin pin = sides.candidates().getFirst();

        sides.put(Side.PLUS, pin);
        assertThat(sides.candidates()).doesNotContain(pin);
        sides.put(Side.MINUS, pin);

        assertThat(sides.on(Side.PLUS)).isEmpty();
        assertThat(sides.on(Side.MINUS)).containsExactly(pin);
        assertThat(sides.latents(Side.MINUS)).containsExactly(pin.state().latent());
        sides.remove(Side.MINUS, pin);
        assertThat(sides.on(Side.MINUS)).isEmpty();
    }

    @Test
    void whatIsUnderTheHandCanBePutOnASide() {
        sides.putCurrent(Side.PLUS);

        assertThat(sides.latents(Side.PLUS)).containsExactly(fixture.latent());
        sides.clear();
        assertThat(sides.on(Side.PLUS)).isEmpty();
    }

    @Test
    void anImageWhoseStylesAreMovedIsPutThereWithTheLatentsOwn() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        Rendering plain = fixture.state().renderingOrUsual();
        fixture.session.renderBy(
                plain.shiftedBy(new StyleShift(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));

        sides.putCurrent(Side.PLUS);

        assertThat(sides.on(Side.PLUS).getFirst().state().rendering()).isEqualTo(plain);
    }

    @Test
    void eachModelHasItsOwnSides() {
        sides.putCurrent(Side.PLUS);

        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(sides.on(Side.PLUS)).isEmpty();

        fixture.explore.open(FakeStudio.GREY);
        fixture.work();
        assertThat(sides.on(Side.PLUS)).hasSize(1);
    }
}
