package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
    private static final FeatureMatrix THREE = new FeatureMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});

    @Test
    void rowsAreFoundByTheirIndices() {
        assertThat(THREE.row(1)).containsExactly(3, 4);
        assertThat(THREE.value(2, 0)).isEqualTo(5);
        assertThat(THREE.rows(new int[] {2, 0, 2}).toArray()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(THREE.slice(1, 2).toArray()).containsExactly(3, 4, 5, 6);
        assertThat(THREE.slice(3, 0).count()).isZero();
    }

    @Test
    void partsBelowEachOtherAreTheWhole() {
        assertThat(FeatureMatrix.concat(List.of(THREE.slice(0, 1), THREE.slice(1, 0), THREE.slice(1, 2))))
                .isEqualTo(THREE)
                .hasSameHashCodeAs(THREE);
        assertThat(FeatureMatrix.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})).isEqualTo(THREE);
    }

    @Test
    void rowsAreCopiedToTheBuffersPosition() {
        FloatBuffer buffer = FloatBuffer.allocate(5);
        buffer.position(1);

        THREE.copyTo(buffer, 1, 2);

        assertThat(buffer.array()).containsExactly(0, 3, 4, 5, 6);
    }

    @Test
    void distancesAreSummedInDoublePrecision() {
        FeatureMatrix near = new FeatureMatrix(1, 2, new float[] {1e8f, 1});
        FeatureMatrix far = new FeatureMatrix(1, 2, new float[] {1e8f, 2});

        assertThat(near.squaredDistance(0, far, 0)).isEqualTo(1);
        assertThat(THREE.squaredDistance(0, THREE, 2)).isEqualTo(32);
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> THREE.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> THREE.rows(new int[] {0, -1})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> THREE.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> THREE.value(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void numbersThatDoNotFillTheShapeOrAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> new FeatureMatrix(2, 2, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2 numbers, got 3");
        assertThatThrownBy(() -> new FeatureMatrix(2, 2, new float[] {0, 0, Float.NaN, 0}))
                .hasMessageContaining("feature 0 of image 1 must be finite");
        assertThatThrownBy(() -> new FeatureMatrix(0, 0, new float[0])).hasMessageContaining("dimension at least 1");
        assertThatThrownBy(() -> FeatureMatrix.of(new float[][] {{1}, {1, 2}})).hasMessageContaining("one length");
        assertThatThrownBy(() -> FeatureMatrix.concat(List.of(THREE, new FeatureMatrix(1, 1, new float[1]))))
                .hasMessageContaining("one dimension");
    }
}
