package studio.latent.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.Latent;

class SeedPlaneTest {
    private final List<Latent> corners = LatentPathTest.random(4, 64, 7);

    private SeedPlane plane(boolean keepLength) {
        return new SeedPlane(corners.get(0), corners.get(1), corners.get(2), corners.get(3), keepLength);
    }

    @Test
    void theCornersAreTheCornersLatents() {
        for (boolean keepLength : new boolean[] {true, false}) {
            assertThat(List.of(
                            plane(keepLength).at(0, 0),
                            plane(keepLength).at(1, 0),
                            plane(keepLength).at(0, 1),
                            plane(keepLength).at(1, 1)))
                    .isEqualTo(corners);
        }
    }

    @Test
    void withoutCorrectionTheMiddleIsTheMean() {
        assertThat(plane(false).at(0.5, 0.5)).isEqualTo(LatentArithmetic.mean(corners));
    }

    @Test
    void withCorrectionTheLengthIsTheBilinearMixOfTheCornersLengths() {
        double[] lengths = corners.stream().mapToDouble(Vectors::length).toArray();
        for (double u = 0; u <= 1; u += 0.25) {
            for (double v = 0; v <= 1; v += 0.25) {
                double wanted =
                        (1 - v) * ((1 - u) * lengths[0] + u * lengths[1]) + v * ((1 - u) * lengths[2] + u * lengths[3]);
                assertThat(Vectors.length(plane(true).at(u, v))).isCloseTo(wanted, within(1e-5 * wanted));
            }
        }
    }

    @Test
    void correctionDoesNotTurnTheMix() {
        Latent plain = plane(false).at(0.3, 0.8);
        Latent kept = plane(true).at(0.3, 0.8);

        assertThat(Sphere.angle(Sphere.direction(plain), Sphere.direction(kept)))
                .isCloseTo(0, within(1e-6));
        assertThat(Vectors.length(kept)).isGreaterThan(Vectors.length(plain));
    }

    @Test
    void swappingLeftAndRightMirrorsThePlane() {
        SeedPlane mirrored = new SeedPlane(corners.get(1), corners.get(0), corners.get(3), corners.get(2), true);

        assertThat(mirrored.at(0.75, 0.3).values())
                .containsExactly(plane(true).at(0.25, 0.3).values(), within(1e-6f));
    }

    @Test
    void aMixWithoutDirectionStaysZero() {
        Latent a = new Latent(new float[] {1, 0});
        Latent b = new Latent(new float[] {-1, 0});

        assertThat(new SeedPlane(a, b, a, b, true).at(0.5, 0.5).values()).containsExactly(0, 0);
    }

    @Test
    void outsideThePlaneIsABug() {
        assertThatThrownBy(() -> plane(true).at(-0.1, 0)).hasMessageContaining("u must be within [0, 1]");
        assertThatThrownBy(() -> plane(true).at(0, 1.1)).hasMessageContaining("v must be within [0, 1]");
    }
}
