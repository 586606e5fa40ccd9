package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.Noise;

class AttributeKinshipTest {
    private static final int[] KIND = {0, 0, 1, 2, 0, 0, 1, 2};

    @Test
    void whatFollowsFromTheOtherIsItsKin() {
        int[] any = {0, 0, 1, 1, 0, 0, 1, 1};

        assertThat(AttributeKinship.share(any, KIND)).isCloseTo(1, within(1e-12));
        assertThat(AttributeKinship.areKin(KIND, any)).isTrue();
    }

    @Test
    void whatIsIndependentIsNot() {
        int[] apart = {0, 0, 0, 0, 1, 1, 1, 1};

        assertThat(AttributeKinship.share(apart, KIND)).isCloseTo(0, within(1e-12));
        assertThat(AttributeKinship.areKin(apart, KIND)).isFalse();
    }

    @Test
    void chanceAmongFewImagesIsNoKinship() {
        int[] top = new int[200];
        int[] colour = new int[200];
        for (int i = 0; i < top.length; i++) {
            top[i] = (int) (34 * Noise.uniform(1, Noise.Stream.SUBSET, i));
            colour[i] = (int) (10 * Noise.uniform(2, Noise.Stream.SUBSET, i));
        }

        assertThat(AttributeKinship.share(top, colour)).isLessThan(0.2);
        assertThat(AttributeKinship.areKin(top, colour)).isFalse();
    }

    @Test
    void imagesOfWhichOneIsNotKnownAreLeftOut() {
        assertThat(AttributeKinship.share(new int[] {0, 1, -1, 0}, new int[] {0, 1, 1, -1}))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void whatNeverVariesTellsNothing() {
        assertThat(AttributeKinship.share(new int[] {0, 0}, new int[] {0, 1})).isZero();
        assertThat(AttributeKinship.share(new int[] {-1}, new int[] {-1})).isZero();
    }
}
