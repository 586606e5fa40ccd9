package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.model.Latent;

class LatentMixTest {
    private static final Latent EAST = new Latent(new float[] {2, 0});
    private static final Latent NORTH = new Latent(new float[] {0, 4});
    private static final Latent WEST = new Latent(new float[] {-2, 0});

    private static void assertClose(Latent actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.values()[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void aStraightPathAverages() {
        assertClose(LatentMix.onPath(PathViewModel.Kind.LERP, List.of(EAST, NORTH), false, 0.25), 1.5, 1);
    }

    @Test
    void anArcTurnsEvenlyAndItsLengthGrowsEvenly() {
        Latent third = LatentMix.onPath(PathViewModel.Kind.SLERP, List.of(EAST, NORTH), false, 1.0 / 3);
        double length = 2 + 2.0 / 3;
        assertClose(third, length * Math.cos(Math.PI / 6), length * Math.sin(Math.PI / 6));
    }

    @Test
    void oppositeLatentsHaveNoArcAndMeetInTheMiddle() {
        assertClose(LatentMix.onPath(PathViewModel.Kind.SLERP, List.of(EAST, WEST), false, 0.5), 0, 0);
    }

    @Test
    void theCurveThroughPointsOfALineIsTheLine() {
        List<Latent> line = List.of(
                new Latent(new float[] {1, 0}),
                new Latent(new float[] {2, 0}),
                new Latent(new float[] {3, 0}),
                new Latent(new float[] {4, 0}));
        assertClose(LatentMix.onPath(PathViewModel.Kind.SPLINE, line, false, 0.5), 2.5, 0);
    }

    @Test
    void theCurveHasNoCornerAtAPin() {
        List<Latent> points = List.of(EAST, new Latent(new float[] {1.5f, 1.5f}), new Latent(new float[] {0, 2}));
        double h = 1e-3;
        float[] before = LatentMix.onPath(PathViewModel.Kind.SPLINE, points, true, 1.0 / 3 - h)
                .values();
        float[] at = points.get(1).values();
        float[] after = LatentMix.onPath(PathViewModel.Kind.SPLINE, points, true, 1.0 / 3 + h)
                .values();
        double in = Math.atan2(at[1] - before[1], at[0] - before[0]);
        double out = Math.atan2(after[1] - at[1], after[0] - at[0]);
        assertThat(in).isCloseTo(out, within(0.05));
    }

    @ParameterizedTest
    @EnumSource
    void aLoopLeadsFromTheLastPinBackToTheFirst(PathViewModel.Kind kind) {
        List<Latent> points = List.of(EAST, NORTH, WEST);
        assertThat(LatentMix.onPath(kind, points, true, 1)).isEqualTo(EAST);
        assertThat(LatentMix.onPath(kind, points, true, 2.0 / 3)).isEqualTo(WEST);
        assertThat(LatentMix.onPath(kind, points, false, 1)).isEqualTo(WEST);
    }

    @Test
    void theMiddleOfThePlaneKeepsTheLengthOfItsCorners() {
        Latent middle = LatentMix.bilinear(
                List.of(EAST, EAST, new Latent(new float[] {0, 2}), new Latent(new float[] {0, 2})), 0.5, 0.5);
        assertClose(middle, Math.sqrt(2), Math.sqrt(2));
        assertThat(LatentMix.bilinear(List.of(EAST, WEST, NORTH, EAST), 0, 1)).isEqualTo(NORTH);
    }
}
