package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededRowsTest {
    private final SeededRows rows = new SeededRows(9);

    @Test
    void aSubsetRepeatsNoRow() {
        assertThat(rows.subset(0, 50, 50)).doesNotHaveDuplicates().contains(0, 49);
        assertThat(rows.subset(3, 1000, 20)).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void everyRowIsChosenEquallyOften() {
        int[] hits = new int[10];
        for (int draw = 0; draw < 2000; draw++) {
            for (int row : rows.subset(draw, 10, 3)) {
                hits[row]++;
            }
        }

        // 600 expected, standard deviation 20
        assertThat(Arrays.stream(hits).boxed())
                .allSatisfy(hit -> assertThat(hit).isBetween(500, 700));
    }

    @Test
    void aReplicateLeavesAboutAThirdOut() {
        long different = Arrays.stream(rows.resample(1, 10_000)).distinct().count();

        assertThat(different).isBetween(6_200L, 6_450L);
    }

    @Test
    void drawsAreIndependentAndRepeatable() {
        assertThat(rows.resample(4, 100)).isEqualTo(new SeededRows(9).resample(4, 100));
        assertThat(rows.resample(4, 100)).isNotEqualTo(rows.resample(5, 100));
        assertThat(rows.subset(4, 100, 10)).isNotEqualTo(new SeededRows(10).subset(4, 100, 10));
    }

    @Test
    void aSubsetLargerThanTheSetIsRefused() {
        assertThatThrownBy(() -> rows.subset(0, 3, 4)).hasMessageContaining("4 rows does not fit into 3");
    }
}
