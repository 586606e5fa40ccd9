package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 60_000, 65_537})
    void everyEpochShowsEachImageOnce(int count) {
        EpochOrder order = new EpochOrder(count, 42, false);
        for (long epoch : new long[] {0, 1, 1_000_000}) {
            BitSet seen = new BitSet(count);
            for (int i = 0; i < count; i++) {
                seen.set(order.indexAt(epoch * count + i));
            }
            assertThat(seen.cardinality()).isEqualTo(count);
            assertThat(seen.length()).isEqualTo(count);
        }
    }

    @Test
    void theOrderDependsOnThePositionAloneSoThatTrainingCanResumeAnywhere() {
        EpochOrder whole = new EpochOrder(1000, 7, true);
        EpochOrder resumed = new EpochOrder(1000, 7, true);

        for (long position = 2500; position >= 1500; position--) {
            assertThat(resumed.indexAt(position)).isEqualTo(whole.indexAt(position));
            assertThat(resumed.flipAt(position)).isEqualTo(whole.flipAt(position));
        }
    }

    @Test
    void epochsAndSeedsShuffleDifferently() {
        EpochOrder order = new EpochOrder(1000, 7, false);
        EpochOrder other = new EpochOrder(1000, 8, false);

        long sameNextEpoch = IntStream.range(0, 1000)
                .filter(i -> order.indexAt(i) == order.indexAt(1000 + i))
                .count();
        long sameOtherSeed = IntStream.range(0, 1000)
                .filter(i -> order.indexAt(i) == other.indexAt(i))
                .count();

        // a random permutation keeps one place on average; 8 and more has a chance of 1e-5
        assertThat(sameNextEpoch).isLessThan(8);
        assertThat(sameOtherSeed).isLessThan(8);
    }

    @Test
    void allOrdersOfFourImagesAreAboutEquallyFrequent() {
        int epochs = 24_000;
        EpochOrder order = new EpochOrder(4, 11, false);
        Map<Integer, Integer> counts = new HashMap<>();
        for (long epoch = 0; epoch < epochs; epoch++) {
            int permutation = 0;
            for (int i = 0; i < 4; i++) {
                permutation = permutation * 4 + order.indexAt(epoch * 4 + i);
            }
            counts.merge(permutation, 1, Integer::sum);
        }

        double chiSquared = counts.values().stream()
                .mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000)
                .sum();
        assertThat(counts).hasSize(24);
        // 23 degrees of freedom: 49.7 is the 0.1 % point
        assertThat(chiSquared).isLessThan(49.7);
    }

    @Test
    void neighboursInTheFileAreNoNeighboursInTheShuffle() {
        EpochOrder order = new EpochOrder(10_000, 3, false);
        long near = IntStream.range(1, 10_000)
                .filter(i -> Math.abs(order.indexAt(i) - order.indexAt(i - 1)) <= 10)
                .count();

        // expected: about 20 of 10,000
        assertThat(near).isBetween(5L, 45L);
    }

    @Test
    void halfOfTheImagesAreMirroredAndDifferentlyInTheNextEpoch() {
        EpochOrder order = new EpochOrder(10_000, 3, true);

        long mirrored = LongStream.range(0, 10_000).filter(order::flipAt).count();
        long changed = LongStream.range(0, 10_000)
                .filter(i -> order.flipAt(i) != order.flipAt(i + 10_000))
                .count();

        assertThat(mirrored).isBetween(4800L, 5200L);
        assertThat(changed).isBetween(4800L, 5200L);
    }

    @Test
    void withoutFlipsNothingIsMirrored() {
        EpochOrder order = new EpochOrder(100, 3, false);

        assertThat(LongStream.range(0, 1000).filter(order::flipAt).count()).isZero();
    }

    @Test
    void positionsBeforeTheStartAndEmptyDataAreBugs() {
        assertThatThrownBy(() -> new EpochOrder(0, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EpochOrder(3, 1, false).indexAt(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
