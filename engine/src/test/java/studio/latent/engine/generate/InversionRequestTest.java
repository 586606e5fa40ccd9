package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InversionRequestTest {
    @Test
    void theLearningRateRisesHoldsAndFallsToNothing() {
        InversionRequest request = new InversionRequest(200, 1, 1, 0.1, 0, 0, 1);

        assertThat(request.rate(0)).isCloseTo(0.01, within(1e-12));
        assertThat(request.rate(10)).isEqualTo(0.1);
        assertThat(request.rate(150)).isEqualTo(0.1);
        assertThat(request.rate(175)).isCloseTo(0.05, within(1e-12));
        assertThat(request.rate(200)).isCloseTo(0, within(1e-12));
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new InversionRequest(0, 1, 1, 0.1, 0, 0, 1))
                .hasMessage("steps must be in [1, 10000], got 0");
        assertThatThrownBy(() -> new InversionRequest(1, 4, 3, 0.1, 0, 0, 1))
                .hasMessage("candidates must be in [restarts = 4, 4096], got 3");
        assertThatThrownBy(() -> new InversionRequest(1, 1, 1, 0, 0, 0, 1))
                .hasMessage("learningRate must be in (0, 10], got 0.0");
    }
}
