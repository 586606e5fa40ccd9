package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitVectorsTest {
    @Test
    void whatIsLeftIsAtRightAnglesToAllOthers() {
        double[] one = {1, 1, 0, 0};
        double[] two = {1, 0, 1, 0};

        double[] rest = UnitVectors.without(new double[] {1, 2, 3, 4}, List.of(one, two));

        assertThat(UnitVectors.dot(rest, one)).isCloseTo(0, within(1e-12));
        assertThat(UnitVectors.dot(rest, two)).isCloseTo(0, within(1e-12));
        assertThat(rest[3]).isEqualTo(4);
    }

    @Test
    void anotherThatIsNamedTwiceIsProjectedOutOnce() {
        double[] other = {3, 4, 0};

        assertThat(UnitVectors.without(new double[] {0, 1, 2}, List.of(other, other)))
                .containsExactly(new double[] {-0.48, 0.36, 2}, within(1e-12));
    }

    @Test
    void withoutOthersNothingChanges() {
        assertThat(UnitVectors.without(new double[] {1, 2}, List.of())).containsExactly(1, 2);
    }

    @Test
    void nothingHasNoDirection() {
        assertThatThrownBy(() -> UnitVectors.unit(new double[3])).hasMessageContaining("length must be positive");
        assertThat(UnitVectors.unit(new double[] {3, 4})).containsExactly(new double[] {0.6, 0.8}, within(1e-15));
    }
}
