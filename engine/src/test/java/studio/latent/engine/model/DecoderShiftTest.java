package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderShiftTest {
    private static final DecoderShift NONE = DecoderShift.orNone(null, 3, 2);
    private static final float[] VECTOR = {0.6f, 0.8f};

    @Test
    void onlyTheChosenLayersAreMovedAndNoLayerMeansAll() {
        assertThat(NONE.isNone()).isTrue();
        assertThat(NONE.plus(VECTOR, 10, List.of(1)).styles()).containsExactly(0, 0, 6, 8, 0, 0);
        assertThat(NONE.plus(VECTOR, 10, List.of()).styles()).containsExactly(6, 8, 6, 8, 6, 8);
        assertThat(NONE.isNone()).as("a shift is not written to").isTrue();
    }

    @Test
    void howFarItGoesAlongAVectorIsTheMeanOfTheLayers() {
        DecoderShift shift = NONE.plus(VECTOR, 10, List.of(1));

        assertThat(shift.along(VECTOR, List.of(1))).isCloseTo(10, within(1e-6));
        assertThat(shift.along(VECTOR, List.of(0, 1))).isCloseTo(5, within(1e-6));
        assertThat(shift.along(new float[] {0.8f, -0.6f}, List.of())).isCloseTo(0, within(1e-6));
    }

    @Test
    void aVectorThroughAllLayersMovesEachByItsOwnNumbers() {
        float[] vector = {0.6f, 0, 0, 0, 0, 0.8f};
        DecoderShift shift = NONE.plus(vector, 10);

        assertThat(shift.styles()).containsExactly(6, 0, 0, 0, 0, 8);
        assertThat(shift.along(vector)).isCloseTo(10, within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.along(VECTOR))
                .withMessageContaining("numbers of all styles, 6, got 2");
    }

    @Test
    void stylesAreMovedToOthersByWhatLiesBetween() {
        float[][] from = {{1, 2}, {3, 4}};
        float[][] to = {{0, 2}, {5, 4.5f}};

        assertThat(DecoderShift.between(from, to).applied(from)).isDeepEqualTo(to);
        assertThat(from).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    }

    @Test
    void onTheWayAMissingShiftMovesNothing() {
        DecoderShift four = DecoderShift.ofStyles(new float[] {4, -4});

        assertThat(DecoderShift.between(null, four, 0.25)).isEqualTo(DecoderShift.ofStyles(new float[] {1, -1}));
        assertThat(DecoderShift.between(four, null, 0.25)).isEqualTo(DecoderShift.ofStyles(new float[] {3, -3}));
        assertThat(DecoderShift.between((DecoderShift) null, null, 0.5)).isNull();
    }

    @Test
    void whatALayerMakesIsMovedBesideStyles() {
        DecoderShift shift = NONE.plusMap(2, new float[] {0, 0.6f, 0.8f}, 10).plus(VECTOR, 1, List.of(0));

        assertThat(shift.maps()).containsOnlyKeys(2);
        assertThat(shift.alongMap(2, new float[] {0, 0.6f, 0.8f})).isCloseTo(10, within(1e-6));
        assertThat(shift.alongMap(1, new float[] {1})).isZero();
        assertThat(shift.fitsMaps(List.of(5, 5, 3))).isTrue();
        assertThat(shift.fitsMaps(List.of(5, 5, 4))).as("another size").isFalse();
        assertThat(shift.fitsMaps(List.of(5, 5))).as("no such layer").isFalse();
        DecoderShift alone = DecoderShift.NONE.plusMap(1, new float[] {2}, 1);
        assertThat(DecoderShift.orNone(alone, 3, 2)).isEqualTo(alone).hasSameHashCodeAs(alone);
        assertThat(NONE.plus(VECTOR, 1, List.of(0))).isNotEqualTo(NONE);
        DecoderShift back = shift.plusMap(2, new float[] {0, 0.6f, 0.8f}, -10);
        assertThat(back.maps()).isEmpty();
        assertThat(back.isNone()).isFalse();
        assertThat(DecoderShift.between(null, shift, 0.5)).isEqualTo(DecoderShift.weighted(List.of(shift), 0.5));
        assertThat(DecoderShift.weighted(List.of(shift, shift, DecoderShift.NONE), 1, -1, 4)
                        .isNone())
                .isTrue();
        assertThat(DecoderShift.orNone(DecoderShift.NONE.plusMap(0, new float[] {1}, 2), 3, 2)
                        .styles())
                .as("as many styles as the model has")
                .hasSize(6);
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
                .isThrownBy(() -> DecoderShift.ofStyles(new float[] {Float.NaN}))
                .withMessageContaining("finite");
        assertThat(NONE.fitsStyles(3, 2)).isTrue();
        assertThat(NONE.fitsStyles(3, 3)).isFalse();
    }
}
