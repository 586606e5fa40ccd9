package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PointWalkTest {
    /// The slopes of Σ (x − 3)².
    private static float[] slopes(PointWalk walk) {
        float[][] points = walk.points();
        float[] slopes = new float[points.length * points[0].length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = 2 * (points[i / points[0].length][i % points[0].length] - 3);
        }
        return slopes;
    }

    @Test
    void theFirstStepIsTheRateWhateverTheSlope() {
        PointWalk walk = new PointWalk(new float[][] {{0, 100}, {3.001f, 3}});
        walk.step(slopes(walk), 0.5, 1);

        assertThat(walk.points()[0]).containsExactly(new float[] {0.5f, 99.5f}, within(1e-4f));
        assertThat(walk.points()[1]).containsExactly(new float[] {2.501f, 3}, within(1e-3f));
    }

    @Test
    void itComesToTheBottomAndOnePointGoesOnAlone() {
        PointWalk walk = new PointWalk(new float[][] {{-1, 5}, {0, 0}});
        PointWalk alone = walk;
        for (int step = 1; step <= 400; step++) {
            alone = step == 100 ? alone.of(1) : alone;
            alone.step(slopes(alone), 0.05, step);
        }

        assertThat(alone.points()).hasNumberOfRows(1);
        assertThat(alone.points()[0]).containsExactly(new float[] {3, 3}, within(0.02f));
    }
}
