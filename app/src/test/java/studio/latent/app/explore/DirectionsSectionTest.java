package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.engine.model.DecoderShift;

class DirectionsSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();

    @BeforeEach
    void showSection() {
        show(
                340,
                300,
                () -> FxExplore.dressed(
                        new DirectionsSection(fx.explore.namedDirections(), fx.explore.directionStudio(), fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.LAYERED));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.LAYERED));
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    @Test
    void whatWasMovedGoesBackByAButtonThatIsThereOnlyThen() {
        assertThat(isShown("#explore-named-back")).isFalse();
        onFx(() -> fx.session.renderBy(
                Objects.requireNonNull(fx.session.renderingProperty().get())
                        .shiftedBy(DecoderShift.NONE.plusMap(0, oneOf(5 * 2 * 2), 1))));
        assertThat(isShown("#explore-named-back")).isTrue();
        picture();

        click("#explore-named-back");
        assertThat(Objects.requireNonNull(fx.session.renderingProperty().get()).shift())
                .isNull();
        assertThat(isShown("#explore-named-back")).isFalse();
    }

    private static float[] oneOf(int size) {
        float[] vector = new float[size];
        vector[0] = 1;
        return vector;
    }
}
