package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.tensor.Noise;

class PrincipalDirectionsTest {
    @Test
    void theAxesOfWhatIsKnownAreDirections() {
        LatentGeometry geometry = new LatentGeometry(
                3, new float[] {0, 0, 2}, new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}, new float[] {3, 1, 0}, true);

        List<Direction> found = PrincipalDirections.of(geometry, 5);

        assertThat(found).extracting(Direction::name).containsExactly("component 1", "component 2");
        assertThat(found.getFirst().vector()).containsExactly(0, 0, 1);
        assertThat(found.getFirst().calibration().centre()).isEqualTo(2);
        assertThat(found.getFirst().calibration().deviation()).isEqualTo(3);
    }

    @Test
    void anAxisThatStandsOutIsSureAndOneAmongEqualsIsNot() {
        long seed = 3;
        float[][] latents = new float[300][3];
        double[] deviations = {5, 1, 1};
        for (int i = 0; i < latents.length; i++) {
            for (int j = 0; j < 3; j++) {
                latents[i][j] = (float) (deviations[j] * Noise.normal(seed, Noise.Stream.PRIOR, 3L * i + j));
            }
        }

        List<Direction> found = PrincipalDirections.of(latents, DirectionSpace.W, 3, seed, JobContext.unattended());

        assertThat(found.getFirst().space()).isEqualTo(DirectionSpace.W);
        assertThat((double) found.getFirst().vector()[0]).isCloseTo(1, within(0.01));
        Confidence sure = Objects.requireNonNull(found.getFirst().confidence());
        Confidence unsure = Objects.requireNonNull(found.get(1).confidence());
        assertThat(sure.low()).as("seed %d", seed).isGreaterThan(0.99);
        assertThat(unsure.low()).isLessThan(0.95);
    }
}
