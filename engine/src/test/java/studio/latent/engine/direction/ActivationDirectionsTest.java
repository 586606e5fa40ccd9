package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.tensor.Noise;

class ActivationDirectionsTest {
    private static final int SIZE = 40;

    private static float[][] latents(int count) {
        float[][] latents = new float[count][];
        for (int i = 0; i < count; i++) {
            latents[i] = Noise.normals(7, Noise.Stream.PRIOR, 3L * i, 3);
        }
        return latents;
    }

    /// A layer that the first latent moves most, the second less, the third not at all; bent by a square.
    private static float[] activations(float[] latent, long seed) {
        float[] noise = Noise.normals(11, Noise.Stream.SAMPLER, seed * SIZE, SIZE);
        float[] row = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double first = Math.sin(i);
            double second = Math.cos(i);
            row[i] = (float)
                    (3 + 5 * latent[0] * first + 2 * latent[1] * second + 0.3 * latent[0] * latent[0] + 0.1 * noise[i]);
        }
        return row;
    }

    private static float[][] rows(float[][] latents) {
        float[][] rows = new float[latents.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = activations(latents[i], i);
        }
        return rows;
    }

    @Test
    void aLayersStrongestChangesAreFoundInTheLatents() {
        float[][] latents = latents(600);
        float[][] rows = rows(latents);
        ActivationDirections axes = ActivationDirections.ofRows(Arrays.copyOf(rows, 60), 2);

        List<Direction> found = axes.regressed(
                latents,
                Arrays.stream(rows).map(axes::coordinates).toArray(double[][]::new),
                LatentGeometry.standard(3),
                5,
                JobContext.unattended());

        assertThat(found).hasSize(2);
        assertThat(Math.abs(found.get(0).vector()[0])).isGreaterThan(0.99f);
        assertThat(Math.abs(found.get(1).vector()[1])).isGreaterThan(0.95f);
        assertThat(Objects.requireNonNull(found.getFirst().confidence()).low()).isGreaterThan(0.99);
        assertThat(found.getFirst().origin())
                .isEqualTo(DirectionOrigin.unlabelled(DirectionMethod.ACTIVATION_COMPONENT, 600, 5));
        // the sign is the axis': moving along it moves the activations along it
        double[] less = axes.coordinates(activations(new float[3], 1000));
        double[] more = axes.coordinates(activations(found.getFirst().vector(), 1000));
        assertThat(more[0]).isGreaterThan(less[0] + 4);
    }

    @Test
    void axesAreThoseOfAPrincipalComponentAnalysis() {
        float[][] rows = rows(latents(30));
        ActivationDirections axes = ActivationDirections.ofRows(rows, 3);

        double[][] coordinates = Arrays.stream(rows).map(axes::coordinates).toArray(double[][]::new);

        for (int a = 0; a < 3; a++) {
            double own = 0;
            for (double[] each : coordinates) {
                own += each[a];
            }
            assertThat(own).as("mean along axis " + a).isCloseTo(0, within(1e-3));
            for (int b = 0; b < a; b++) {
                double product = 0;
                double left = 0;
                double right = 0;
                for (double[] each : coordinates) {
                    product += each[a] * each[b];
                    left += each[a] * each[a];
                    right += each[b] * each[b];
                }
                assertThat(product / Math.sqrt(left * right)).isCloseTo(0, within(1e-6));
                assertThat(right).as("variance falls").isGreaterThan(left);
            }
        }
    }

    @Test
    void whatDoesNotVaryHasNoAxis() {
        float[][] same = new float[5][SIZE];
        same[0][3] = 1;

        assertThat(ActivationDirections.ofRows(same, 4).coordinates(same[0])).hasSize(1);
        assertThatThrownBy(() -> ActivationDirections.ofRows(new float[1][SIZE], 1))
                .hasMessage("activations must have at least 2 rows, got 1");
    }
}
