package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Noise;

class PartialDifferenceTest {
    private static final int COUNT = 600;

    /// Two attributes that go together in three of four images.
    private static double[][] attributes() {
        double[][] attributes = new double[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            double own = i % 2;
            attributes[i] = new double[] {own, i % 8 < 2 ? 1 - own : own};
        }
        return attributes;
    }

    /// The first two numbers show the attribute, the third shows the other one, the last none.
    private static float[][] rows(double[][] attributes) {
        float[][] rows = new float[COUNT][4];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < 4; j++) {
                rows[i][j] = (float) (0.3 * Noise.uniform(1, Noise.Stream.FIXED_GRID, 4L * i + j));
            }
            rows[i][0] += (float) (3 * attributes[i][0]);
            rows[i][1] -= (float) (4 * attributes[i][0]);
            rows[i][2] += (float) (5 * attributes[i][1]);
        }
        return rows;
    }

    @Test
    void whatTheAttributeAloneMakesDifferentIsFoundThoughAnotherGoesWithIt() {
        double[][] attributes = attributes();
        PartialDifference found = PartialDifference.of(rows(attributes), attributes, 1, JobContext.unattended());

        assertThat(found.vector()[0]).isCloseTo(0.6f, within(0.01f));
        assertThat(found.vector()[1]).isCloseTo(-0.8f, within(0.01f));
        assertThat(found.vector()[3]).as("chance").isZero();
        assertThat(Math.abs(found.vector()[2])).as("the other's").isLessThan(0.02f);
        assertThat(found.confidence().low()).isGreaterThan(0.99);

        double[][] alone = new double[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            alone[i] = new double[] {attributes[i][0]};
        }
        float mixed = PartialDifference.of(rows(attributes), alone, 1, JobContext.unattended())
                .vector()[2];
        assertThat(mixed).as("where the other is not held").isGreaterThan(0.3f);
    }

    @Test
    void whereNothingIsDifferentThereIsNoDirection() {
        double[][] attributes = attributes();
        float[][] noise = new float[COUNT][1];
        for (int i = 0; i < COUNT; i++) {
            noise[i][0] = (float) Noise.uniform(1, Noise.Stream.FIXED_GRID, i);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDifference.of(noise, attributes, 1, JobContext.unattended()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDifference.of(noise, new double[1][1], 1, JobContext.unattended()))
                .withMessageContaining("as many as attributes");
    }
}
