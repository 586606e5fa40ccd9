package studio.latent.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.Latent;

class LatentArithmeticTest {
    private static final Latent A = new Latent(new float[] {1, 2});
    private static final Latent B = new Latent(new float[] {-3, 0.5f});
    private static final Latent C = new Latent(new float[] {0, 8});

    @Test
    void aMinusBPlusCIsTakenNumberByNumber() {
        assertThat(LatentArithmetic.combine(List.of(A, C), List.of(B), 1).values())
                .containsExactly(4, 9.5f);
    }

    @Test
    void theScaleTakesTheWholeSum() {
        assertThat(LatentArithmetic.combine(List.of(A), List.of(B), -0.5).values())
                .containsExactly(-2, -0.75f);
    }

    @Test
    void oneOfTheListsMayBeEmptyButNotBoth() {
        assertThat(LatentArithmetic.combine(List.of(), List.of(A), 1).values()).containsExactly(-1, -2);
        assertThatThrownBy(() -> LatentArithmetic.combine(List.of(), List.of(), 1))
                .hasMessageContaining("at least one");
    }

    @Test
    void theMeanOfALatentIsItselfAndTheOrderDoesNotMatter() {
        assertThat(LatentArithmetic.mean(List.of(A))).isEqualTo(A);
        assertThat(LatentArithmetic.mean(List.of(A, B, C, C)))
                .isEqualTo(LatentArithmetic.mean(List.of(C, A, C, B)))
                .isEqualTo(new Latent(new float[] {-0.5f, 4.625f}));
    }

    @Test
    void aMoveThereAndBackEndsAtItsStart() {
        Latent moved = LatentArithmetic.move(A, B, 2);

        assertThat(moved.values()).containsExactly(-5, 3);
        assertThat(LatentArithmetic.move(moved, B, -2)).isEqualTo(A);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> LatentArithmetic.combine(List.of(A), List.of(new Latent(new float[1])), 1))
                .hasMessageContaining("one dimension");
        assertThatThrownBy(() -> LatentArithmetic.combine(List.of(A), List.of(), Double.NaN))
                .hasMessageContaining("finite");
    }
}
