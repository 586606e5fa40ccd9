package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class DiversityMeasureTest {
    private static Raster image(int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return new Raster(new ImageShape(1, 1, samples.length), bytes);
    }

    @Test
    void theDistanceIsTheMeanOfAllPairsRootMeanSquareDifferences() {
        // black to white is 1, black to half of both is √½, and so is white to it
        double expected = (1 + Math.sqrt(0.5) + Math.sqrt(0.5)) / 3;

        assertThat(DiversityMeasure.distance(List.of(image(0, 0), image(255, 255), image(0, 255))))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void imagesThatAreAllAlikeHaveNone() {
        assertThat(DiversityMeasure.distance(List.of(image(9, 3), image(9, 3), image(9, 3))))
                .isZero();
        assertThat(new Bench.Diversity(0, 0, 3).share()).isEqualTo(1);
        assertThat(new Bench.Diversity(0.1, 0.4, 3).share()).isCloseTo(0.25, within(1e-12));
    }
}
