package studio.latent.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;

class AxisEditTest {
    /// Two axes of a space of three dimensions, turned by 36.87° in the first two coordinates.
    private static final LatentGeometry GEOMETRY = new LatentGeometry(
            3, new float[] {1, 1, 1}, new float[][] {{0.6f, 0.8f, 0}, {-0.8f, 0.6f, 0}}, new float[] {5, 2}, true);

    private static final Latent Z = new Latent(new float[] {4, 5, 9});

    @Test
    void coordinatesAreDeviationsFromTheMean() {
        assertThat(AxisEdit.coordinates(GEOMETRY, Z)).containsExactly(new double[] {1, 0}, within(1e-6));
        assertThat(AxisEdit.coordinates(GEOMETRY, new Latent(GEOMETRY.mean()))).containsExactly(0, 0);
    }

    @Test
    void changedCoordinatesAreReachedAndTheRestStays() {
        Latent moved = AxisEdit.withCoordinates(GEOMETRY, Z, -2, 1.5);

        assertThat(AxisEdit.coordinates(GEOMETRY, moved)).containsExactly(new double[] {-2, 1.5}, within(1e-6));
        assertThat(moved.values()[2]).isEqualTo(9);
    }

    @Test
    void oneAxisMovesAlone() {
        Latent moved = AxisEdit.withCoordinate(GEOMETRY, Z, 1, 3);

        assertThat(moved.values()).containsExactly(new float[] {4 - 4.8f, 5 + 3.6f, 9}, within(1e-5f));
        assertThat(AxisEdit.coordinate(GEOMETRY, moved, 0)).isCloseTo(1, within(1e-6));
    }

    @Test
    void unchangedCoordinatesGiveTheSameLatent() {
        assertThat(AxisEdit.withCoordinates(GEOMETRY, Z, AxisEdit.coordinates(GEOMETRY, Z)))
                .isEqualTo(Z);
    }

    @Test
    void anAxisWithoutSpreadIsMeasuredInLatentUnits() {
        LatentGeometry flat =
                new LatentGeometry(2, new float[2], new float[][] {{1, 0}, {0, 1}}, new float[] {2, 0}, true);

        assertThat(AxisEdit.withCoordinates(flat, new Latent(new float[2]), 1, 1)
                        .values())
                .containsExactly(2, 1);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> AxisEdit.withCoordinates(GEOMETRY, Z, 1)).hasMessageContaining("must be [2]");
        assertThatThrownBy(() -> AxisEdit.coordinates(GEOMETRY, new Latent(new float[2])))
                .hasMessageContaining("dimension 3");
    }
}
