package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StyleShiftTest {
    private static final StyleShift NONE = StyleShift.orNone(null, 3, 2);
    private static final float[] VECTOR = {0.6f, 0.8f};

    @Test
    void onlyTheChosenLayersAreMovedAndNoLayerMeansAll() {
        assertThat(NONE.isNone()).isTrue();
        assertThat(NONE.plus(VECTOR, 10, List.of(1)).values()).containsExactly(0, 0, 6, 8, 0, 0);
        assertThat(NONE.plus(VECTOR, 10, List.of()).values()).containsExactly(6, 8, 6, 8, 6, 8);
        assertThat(NONE.isNone()).as("a shift is not written to").isTrue();
    }

    @Test
    void howFarItGoesAlongAVectorIsTheMeanOfTheLayers() {
        StyleShift shift = NONE.plus(VECTOR, 10, List.of(1));

        assertThat(shift.along(VECTOR, List.of(1))).isCloseTo(10, within(1e-6));
        assertThat(shift.along(VECTOR, List.of(0, 1))).isCloseTo(5, within(1e-6));
        assertThat(shift.along(new float[] {0.8f, -0.6f}, List.of())).isCloseTo(0, within(1e-6));
    }

    @Test
    void aVectorThroughAllLayersMovesEachByItsOwnNumbers() {
        float[] vector = {0.6f, 0, 0, 0, 0, 0.8f};
        StyleShift shift = NONE.plus(vector, 10);

        assertThat(shift.values()).containsExactly(6, 0, 0, 0, 0, 8);
        assertThat(shift.along(vector)).isCloseTo(10, within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.along(VECTOR))
                .withMessageContaining("numbers of all styles, 6, got 2");
    }

    @Test
    void stylesAreMovedToOthersByWhatLiesBetween() {
        float[][] from = {{1, 2}, {3, 4}};
        float[][] to = {{0, 2}, {5, 4.5f}};

        assertThat(StyleShift.between(from, to).applied(from)).isDeepEqualTo(to);
        assertThat(from).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    }

    @Test
    void onTheWayAMissingShiftMovesNothing() {
        StyleShift four = new StyleShift(new float[] {4, -4});

        assertThat(StyleShift.between(null, four, 0.25)).isEqualTo(new StyleShift(new float[] {1, -1}));
        assertThat(StyleShift.between(four, null, 0.25)).isEqualTo(new StyleShift(new float[] {3, -3}));
        assertThat(StyleShift.between((StyleShift) null, null, 0.5)).isNull();
    }

    @Test
    void layersAndVectorsThatAreNotThereAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.plus(VECTOR, 1, List.of(3)))
                .withMessageContaining("layers must be in [0, 3), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.along(new float[4], List.of()))
                .withMessageContaining("as many numbers as a style");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StyleShift(new float[] {Float.NaN}))
                .withMessageContaining("finite");
        assertThat(NONE.fits(3, 2)).isTrue();
        assertThat(NONE.fits(3, 3)).isFalse();
    }
}
