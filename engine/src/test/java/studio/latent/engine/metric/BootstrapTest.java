package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Noise;

class BootstrapTest {
    private final Bootstrap bootstrap = new Bootstrap(400, 0.9, 3);

    @Test
    void theBandOfAMeanIsAsWideAsItsStandardErrorSays() {
        double[] normal = IntStream.range(0, 2500)
                .mapToDouble(i -> Noise.normal(7, Noise.Stream.PRIOR, i))
                .toArray();

        Band band = bootstrap.ofMean(normal);

        // ±1.645 standard errors of 1/50
        assertThat(band.high() - band.low()).isEqualTo(2 * 1.645 / 50, within(0.01));
        assertThat(band.method()).isEqualTo(Band.Method.BOOTSTRAP);
    }

    @Test
    void ninetyOfAHundredBandsHoldTheTruth() {
        int held = 0;
        for (int set = 0; set < 100; set++) {
            int seed = set;
            double[] coins = IntStream.range(0, 200)
                    .mapToDouble(i -> Noise.uniform(seed, Noise.Stream.PRIOR, i) < 0.3 ? 1 : 0)
                    .toArray();
            held += new Bootstrap(200, 0.9, 1).ofMean(coins).contains(0.3) ? 1 : 0;
        }

        assertThat(held).isBetween(80, 98);
    }

    @Test
    void anyStatisticOfRowsCanBeResampled() throws Exception {
        double[] values = bootstrap.values(10, rows -> IntStream.of(rows).max().orElseThrow(), JobContext.unattended());

        assertThat(values).hasSize(400).contains(9, 8).doesNotContain(10);
        assertThat(values)
                .isEqualTo(
                        bootstrap.values(10, rows -> IntStream.of(rows).max().orElseThrow(), JobContext.unattended()));
    }

    @Test
    void percentilesAreThoseOfNumPy() {
        Band band = new Bootstrap(2, 0.8, 1).percentiles(new double[] {4, 0, 1, 3}, Band.Method.SUBSETS);

        // numpy.quantile([0, 1, 3, 4], [0.1, 0.9]) = [0.3, 3.7]
        assertThat(band.low()).isEqualTo(0.3, within(1e-12));
        assertThat(band.high()).isEqualTo(3.7, within(1e-12));
    }

    @Test
    void aCentredBandLiesAboutTheValueAndNotBelowTheLeast() {
        Band band = new Bootstrap(2, 0.5, 1).centred(10, new double[] {20, 21, 22, 23, 24}, 0);
        Band cut = new Bootstrap(2, 0.5, 1).centred(0.5, new double[] {20, 21, 22, 23, 24}, 0);

        assertThat(band.low()).isEqualTo(9, within(1e-12));
        assertThat(band.high()).isEqualTo(11, within(1e-12));
        assertThat(cut.low()).isZero();
        assertThat(cut.method()).isEqualTo(Band.Method.CENTRED_BOOTSTRAP);
    }

    @Test
    void tooFewReplicatesAreRefused() {
        assertThatThrownBy(() -> new Bootstrap(1, 0.9, 1)).hasMessageContaining("replicates must be at least 2");
        assertThatThrownBy(() -> new Bootstrap(10, 0, 1)).hasMessageContaining("level");
    }
}
