package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricPointTest {
    @Test
    void whatIsNotKnownIsNotANumberThatMeansUnknown() {
        MetricPoint point = new MetricPoint("recall", 0.5, null, null, null, 500, "pixels");

        assertThat(point.low()).isNull();
        assertThat(point.floor()).isNull();
        assertThatThrownBy(() -> new MetricPoint("recall", Double.NaN, null, null, null, 500, "pixels"))
                .hasMessage("recall: value must be finite, got NaN");
        assertThatThrownBy(() -> new MetricPoint("recall", 0.5, null, null, Double.NaN, 500, "pixels"))
                .hasMessageContaining("floor must be finite");
    }

    @Test
    void aBandHasTwoEndsInOrder() {
        assertThatThrownBy(() -> new MetricPoint("recall", 0.5, 0.4, null, null, 500, ""))
                .hasMessageContaining("both ends");
        assertThatThrownBy(() -> new MetricPoint("recall", 0.5, 0.6, 0.4, null, 500, ""))
                .hasMessageContaining("rising");
    }
}
