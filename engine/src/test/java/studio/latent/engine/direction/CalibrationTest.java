package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.PrincipalAxes;

class CalibrationTest {
    private static final float[] WAY = {0.6f, 0.8f};

    @Test
    void latentsGiveCentreDeviationAndReach() {
        // projections 0, 5, 10
        Calibration found = Calibration.of(WAY, new float[][] {{0, 0}, {3, 4}, {6, 8}});

        assertThat(found.centre()).isCloseTo(5, within(1e-6));
        assertThat(found.deviation()).isCloseTo(5, within(1e-6));
        assertThat(found.least()).isCloseTo(-1, within(1e-6));
        assertThat(found.most()).isCloseTo(1, within(1e-6));
    }

    @Test
    void oneLatentFarAwayDoesNotStretchTheSlider() {
        float[][] latents = new float[1000][2];
        for (int i = 0; i < latents.length; i++) {
            latents[i][0] = i % 2 == 0 ? 1 : -1;
        }
        latents[17][0] = 1000;

        assertThat(Calibration.of(new float[] {1, 0}, latents).most()).isLessThanOrEqualTo(6);
    }

    @Test
    void theGeometryOfTheSameLatentsGivesTheSameCentreAndDeviation() {
        float[][] latents = {{1, 2}, {-3, 0.5f}, {2, 2}, {0, -4}, {1, 1}};

        Calibration known = Calibration.of(WAY, PrincipalAxes.fit(latents));
        Calibration counted = Calibration.of(WAY, latents);

        assertThat(known.centre()).isCloseTo(counted.centre(), within(1e-6));
        assertThat(known.deviation()).isCloseTo(counted.deviation(), within(1e-5));
    }

    @Test
    void layersLieOutOneDeviationEachAlsoWhereTheirVectorsAreOpposite() {
        float[][] styles = {{1, 2}, {-3, 0.5f}, {2, 2}, {0, -4}, {1, 1}};
        float root = (float) Math.sqrt(0.5);
        float[] opposite = {WAY[0] * root, WAY[1] * root, -WAY[0] * root, -WAY[1] * root};

        Calibration one = Calibration.of(WAY, styles);
        Calibration layers = Calibration.ofLayers(opposite, styles);

        assertThat(layers.deviation()).isCloseTo(Math.sqrt(2) * one.deviation(), within(1e-6));
        assertThat(layers.centre()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aPriorHasDeviationOneInEveryDirection() {
        float[] way = new float[2000];
        way[1] = 0.6f;
        way[1999] = 0.8f;

        Calibration found = Calibration.of(way, LatentGeometry.standard(2000));

        assertThat(found.centre()).isZero();
        assertThat(found.deviation()).isCloseTo(1, within(1e-6));
    }

    @Test
    void aDirectionInWhichNothingVariesHasNoScale() {
        assertThatThrownBy(() -> Calibration.of(WAY, new float[][] {{1, 1}, {1, 1}}))
                .hasMessageContaining("deviation positive");
    }
}
