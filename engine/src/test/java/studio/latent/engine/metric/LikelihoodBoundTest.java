package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class LikelihoodBoundTest {
    private static final MetricOptions OPTIONS = MetricOptions.standard(5);

    @Test
    void theBoundIsTheMeanOverImagesWithTheBandOfOtherImages() {
        MetricResult.Measured elbo =
                new LikelihoodBound(new double[] {-10, -20, -30, -40}, 4, 1, "words").result(Metric.ELBO, OPTIONS);

        assertThat(elbo.value()).isEqualTo(-25);
        assertThat(Objects.requireNonNull(elbo.band()).low()).isBetween(-40.0, -25.0);
        assertThat(Objects.requireNonNull(elbo.band()).high()).isBetween(-25.0, -10.0);
        assertThat(elbo.basis()).isEqualTo(new MetricResult.Basis(0, 4, "words", "none"));
    }

    @Test
    void aDensityOfBytesPaysEightBitsADimensionForTheirIntervals() {
        // uniform on [0, 1]: density 1, so 0 nats, and a byte of 256 takes 8 bits
        MetricResult.Measured uniform =
                new LikelihoodBound(new double[] {0, 0}, 100, 256, "").result(Metric.BITS_PER_DIM, OPTIONS);
        MetricResult.Measured coins =
                new LikelihoodBound(new double[] {-100 * Math.log(2)}, 100, 1, "").result(Metric.BITS_PER_DIM, OPTIONS);

        assertThat(uniform.value()).isEqualTo(8, within(1e-12));
        assertThat(coins.value()).isEqualTo(1, within(1e-12));
    }

    @Test
    void perplexityIsTheNumberOfEquallyLikelyValuesThatAModelIsLeftWith() {
        // An autoregressive model of 16 tokens that holds 5 of them equally likely, and one that is sure of each.
        LikelihoodBound five = new LikelihoodBound(new double[] {-16 * Math.log(5)}, 16, 1, "");
        LikelihoodBound mixed = new LikelihoodBound(new double[] {-16 * Math.log(2), -16 * Math.log(8)}, 16, 1, "");

        assertThat(five.result(Metric.PERPLEXITY, OPTIONS).value()).isEqualTo(5, within(1e-12));
        assertThat(mixed.result(Metric.PERPLEXITY, OPTIONS).value()).isEqualTo(4, within(1e-12));
        assertThat(Objects.requireNonNull(
                                mixed.result(Metric.PERPLEXITY, OPTIONS).band())
                        .high())
                .isBetween(4.0, 8.0 + 1e-12);
    }

    @Test
    void otherMetricsAndNoImagesAreRefused() {
        assertThatThrownBy(() -> new LikelihoodBound(new double[0], 1, 1, "")).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new LikelihoodBound(new double[1], 1, 1, "").result(Metric.RECALL, OPTIONS))
                .hasMessageContaining("recall");
    }
}
