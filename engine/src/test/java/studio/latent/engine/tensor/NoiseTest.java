package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void theQuantileAgreesWithPublishedValues() {
        assertThat(Noise.normalQuantile(0.5)).isZero();
        assertThat(Noise.normalQuantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(Noise.normalQuantile(0.25)).isCloseTo(-0.6744897501960817, within(1e-15));
        assertThat(Noise.normalQuantile(1e-20)).isCloseTo(-9.262340089798409, within(1e-13));
    }

    @Test
    void aLongStreamHasTheMomentsOfTheNormalDistribution() {
        int n = 200_000;
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double x = Noise.normal(3, Noise.Stream.PRIOR, i);
            mean += x / n;
            square += x * x / n;
            fourth += x * x * x * x / n;
        }

        assertThat(mean).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(square).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Test
    void anElementDoesNotDependOnWhereReadingBegins() {
        float[] whole = Noise.normals(9, Noise.Stream.POSTERIOR, 0, 100);

        float[] part = Noise.normals(9, Noise.Stream.POSTERIOR, 37, 20);

        assertThat(part).containsExactly(Arrays.copyOfRange(whole, 37, 57));
    }

    @Test
    void seedsAndStreamsAreIndependent() {
        int n = 50_000;
        double bySeed = 0;
        double byStream = 0;
        for (int i = 0; i < n; i++) {
            double x = Noise.normal(1, Noise.Stream.PRIOR, i);
            bySeed += x * Noise.normal(2, Noise.Stream.PRIOR, i) / n;
            byStream += x * Noise.normal(1, Noise.Stream.POSTERIOR, i) / n;
        }

        assertThat(bySeed).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(byStream).isCloseTo(0, within(5 / Math.sqrt(n)));
    }

    @Test
    void theGeneratorIsPhilox() {
        // Random123's known answer for counter 0 and key 0: 6627e8d5 e169c58d bc57ac4c 9b00dbd8; the stream number is
        // part of the counter here, so the raw block is asked for.
        assertThat(Noise.block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(Noise.block(0xffffffffffffffffL, 0xffffffffffffffffL, 0xffffffffffffffffL))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    }
}
