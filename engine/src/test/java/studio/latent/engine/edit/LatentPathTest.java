package studio.latent.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

class LatentPathTest {
    private static final Offset<Float> ROUNDING = within(2e-6f);

    static Stream<LatentPath> paths() {
        return Stream.of(true, false)
                .flatMap(loop ->
                        Stream.of(new LatentPath.Lerp(loop), new LatentPath.Slerp(loop), new LatentPath.Spline(loop)));
    }

    static Stream<LatentPath> curves() {
        return paths().filter(path -> !(path instanceof LatentPath.Lerp));
    }

    /// Latents of a seed, of different lengths.
    static List<Latent> random(int count, int dimension, long seed) {
        List<Latent> latents = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            float[] values = Noise.normals(seed, Noise.Stream.PRIOR, (long) k * dimension, dimension);
            latents.add(Vectors.latent(0.5 + k % 3, Vectors.weightedSum(List.of(new Latent(values)), 1)));
        }
        return latents;
    }

    private static Latent latent(float... values) {
        return new Latent(values);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathPassesThroughItsKeysExactly(LatentPath path) {
        for (int count = 2; count <= 5; count++) {
            List<Latent> keys = random(count, 8, count);
            int segments = path.loop() ? count : count - 1;
            for (int k = 0; k < count; k++) {
                assertThat(path.at(keys, (double) k / segments).values())
                        .containsExactly(keys.get(k).values(), ROUNDING);
            }
            assertThat(path.at(keys, 1)).isEqualTo(path.loop() ? keys.getFirst() : keys.getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theWayBackIsTheWayThere(LatentPath path) {
        List<Latent> keys = random(4, 16, 5);
        List<Latent> back = new ArrayList<>(keys.reversed());
        if (path.loop()) {
            back.addFirst(back.removeLast());
        }
        for (double t = 0; t <= 1; t += 0.0371) {
            assertThat(path.at(back, 1 - t).values())
                    .containsExactly(path.at(keys, t).values(), ROUNDING);
        }
    }

    @Test
    void aStraightLineIsTheWeightedMean() {
        Latent quarter = new LatentPath.Lerp(false).at(List.of(latent(0, 4), latent(8, 0)), 0.25);

        assertThat(quarter.values()).containsExactly(2, 3);
    }

    @Test
    void anArcTurnsEvenlyAndItsLengthGrowsEvenly() {
        List<Latent> keys = List.of(latent(2, 0, 0), latent(0, 4, 0));

        for (double t = 0.1; t < 1; t += 0.1) {
            double angle = t * Math.PI / 2;
            double length = 2 + 2 * t;
            assertThat(new LatentPath.Slerp(false).at(keys, t).values())
                    .containsExactly(
                            new float[] {(float) (length * Math.cos(angle)), (float) (length * Math.sin(angle)), 0},
                            ROUNDING);
        }
    }

    @Test
    void anArcBetweenNearlyParallelKeysIsTheStraightLine() {
        List<Latent> keys = List.of(latent(1, 0, 0), latent(2, 1e-9f, 0));

        assertThat(new LatentPath.Slerp(false).at(keys, 0.5).values())
                .containsExactly(new float[] {1.5f, 5e-10f, 0}, ROUNDING);
        assertThat(new LatentPath.Slerp(false).at(List.of(keys.getFirst(), keys.getFirst()), 0.3))
                .isEqualTo(keys.getFirst());
    }

    @Test
    void oppositeKeysAreJoinedByAHalfCircleThatKeepsItsLength() {
        List<Latent> keys = List.of(latent(0, 3, 4), latent(0, -3, -4));
        LatentPath slerp = new LatentPath.Slerp(false);

        assertThat(slerp.at(keys, 0.5).values()).containsExactly(new float[] {5, 0, 0}, within(1e-5f));
        assertThat(slerp.at(keys.reversed(), 0.5).values()).containsExactly(new float[] {5, 0, 0}, within(1e-5f));
        for (double t = 0; t <= 1; t += 0.05) {
            assertThat(Vectors.length(slerp.at(keys, t))).isCloseTo(5, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aKeyOfLengthZeroIsReachedAndLeft(LatentPath path) {
        List<Latent> keys = List.of(latent(1, 0), latent(0, 0), latent(0, 1));

        for (double t = 0; t <= 1; t += 0.01) {
            for (float value : path.at(keys, t).values()) {
                assertThat(value).isBetween(-0.2f, 1.2f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void oneDimensionHasNoArcs(LatentPath path) {
        assertThat(path.at(List.of(latent(-1), latent(3)), path.loop() ? 0.25 : 0.5)
                        .values())
                .containsExactly(1);
    }

    @Test
    void aSplineOfTwoKeysOfOneLengthIsTheArc() {
        List<Latent> keys = List.of(latent(1, 2, 2), latent(2, -1, 2));

        for (double t = 0; t <= 1; t += 0.125) {
            assertThat(new LatentPath.Spline(false).at(keys, t).values())
                    .containsExactly(new LatentPath.Slerp(false).at(keys, t).values(), ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void theLengthStaysBetweenThoseOfTheKeysAround(LatentPath path) {
        List<Latent> keys = random(6, 12, 3);
        int segments = path.loop() ? 6 : 5;
        for (int i = 0; i <= 600; i++) {
            double t = i / 600.0;
            int from = Math.min((int) (t * segments), segments - 1);
            double a = Vectors.length(keys.get(from));
            double b = Vectors.length(keys.get((from + 1) % 6));
            assertThat(Vectors.length(path.at(keys, t)))
                    .isBetween(Math.min(a, b) * (1 - 1e-6), Math.max(a, b) * (1 + 1e-6));
        }
    }

    @Test
    void aSplineThroughEvenlySpacedKeysOfOneDirectionIsTheLine() {
        List<Latent> keys = List.of(latent(1, 0), latent(2, 0), latent(3, 0), latent(4, 0));

        assertThat(new LatentPath.Spline(false).at(keys, 0.5).values())
                .containsExactly(new float[] {2.5f, 0}, ROUNDING);
    }

    @Test
    void aSplineArrivesAtAKeyWithTheVelocityWithWhichItLeaves() {
        for (int dimension : new int[] {2, 3, 32}) {
            for (boolean loop : new boolean[] {true, false}) {
                List<Latent> keys = random(5, dimension, 40 + dimension);
                int segments = loop ? 5 : 4;
                for (int k = loop ? 0 : 1; k < (loop ? 5 : 4); k++) {
                    assertSmooth(new LatentPath.Spline(loop), keys, (double) k / segments);
                }
            }
        }
    }

    @Test
    void aSplineThroughZeroIsSmoothToo() {
        List<Latent> keys = new ArrayList<>(random(5, 4, 9));
        keys.set(2, latent(0, 0, 0, 0));

        assertSmooth(new LatentPath.Spline(false), keys, 0.25);
        assertSmooth(new LatentPath.Spline(false), keys, 0.5);
    }

    @Test
    void anArcHasACornerAtAKeyWhereASplineHasNone() {
        List<Latent> keys = random(5, 8, 2);

        assertThat(jump(new LatentPath.Slerp(false), keys, 0.5)).isGreaterThan(0.1);
    }

    private static void assertSmooth(LatentPath path, List<Latent> keys, double t) {
        assertThat(jump(path, keys, t)).as("%s at %s", path, t).isLessThan(0.02);
    }

    /// How much the velocity changes at t, relative to it, from one-sided differences of second order.
    private static double jump(LatentPath path, List<Latent> keys, double t) {
        double h = 1e-3;
        double[] ahead = slope(path, keys, t, h);
        double[] behind = slope(path, keys, t, -h);
        double square = 0;
        for (int i = 0; i < ahead.length; i++) {
            square += (ahead[i] - behind[i]) * (ahead[i] - behind[i]);
        }
        return Math.sqrt(square) / (Vectors.length(ahead) + Vectors.length(behind));
    }

    private static double[] slope(LatentPath path, List<Latent> keys, double t, double h) {
        List<Latent> points = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double at = t + i * h;
            points.add(path.at(keys, path.loop() ? at - Math.floor(at) : at));
        }
        return Vectors.weightedSum(points, -1.5 / h, 2 / h, -0.5 / h);
    }

    @Test
    void framesOfAnOpenPathShowBothEndsAndThoseOfALoopShowTheStartOnce() {
        List<Latent> keys = List.of(latent(0, 1), latent(1, 0));

        assertThat(new LatentPath.Slerp(false).frames(keys, 5))
                .hasSize(5)
                .startsWith(keys.getFirst())
                .endsWith(keys.getLast());
        assertThat(new LatentPath.Slerp(true).frames(keys, 4)).hasSize(4).containsOnlyOnce(keys.getFirst());
    }

    @Test
    void misuseIsNamed() {
        LatentPath path = new LatentPath.Slerp(false);
        List<Latent> keys = random(2, 3, 1);

        assertThatThrownBy(() -> path.at(keys.subList(0, 1), 0)).hasMessageContaining("at least 2 keys");
        assertThatThrownBy(() -> path.at(keys, 1.01)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> path.at(keys, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> path.at(List.of(latent(1), latent(1, 2)), 0)).hasMessageContaining("one dimension");
        assertThatThrownBy(() -> path.frames(keys, 1)).hasMessageContaining("at least 2 frames");
    }
}
