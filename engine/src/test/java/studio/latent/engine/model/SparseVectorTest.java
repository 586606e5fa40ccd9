package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SparseVectorTest {
    private static final float[] DENSE = {0, 3, 0, 0, -4};
    private static final SparseVector VECTOR = SparseVector.of(DENSE);

    @Test
    void onlyWhatIsNotZeroIsKept() {
        assertThat(VECTOR.positions()).containsExactly(1, 4);
        assertThat(VECTOR.values()).containsExactly(3, -4);
        assertThat(VECTOR.dense()).isEqualTo(DENSE);
        assertThat(VECTOR.plus(DENSE, -1).positions()).isEmpty();
        assertThat(VECTOR.plus(new float[] {1, 0, 0, 0, 2}, 2).dense()).containsExactly(2, 3, 0, 0, 0);
        assertThat(VECTOR.dot(new float[] {9, 1, 9, 9, 0.5f})).isCloseTo(1, within(1e-12));
    }

    @Test
    void itsTextKeepsEveryBit() {
        SparseVector odd = SparseVector.of(new float[] {1e-40f, 0, 0.1f, Float.MAX_VALUE});

        assertThat(SparseVector.parse(odd.text())).isEqualTo(odd);
        assertThat(SparseVector.parse(VECTOR.text()).dense()).isEqualTo(DENSE);
    }

    @Test
    void whatIsNoVectorIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseVector(3, new int[] {2, 1}, new float[2]))
                .withMessageContaining("rise within [0, 3), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseVector(3, new int[] {3}, new float[1]))
                .withMessageContaining("got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseVector.of(new float[] {Float.NaN}))
                .withMessageContaining("finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VECTOR.dot(new float[4]))
                .withMessageContaining("5 numbers, got 4");
        for (String text :
                new String[] {"", "5:AAAA", "5:AAA=:AAAA", "many::", "99999999::", "1:Ag==:AACAPw==", "1:AQ==:"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SparseVector.parse(text));
        }
    }
}
