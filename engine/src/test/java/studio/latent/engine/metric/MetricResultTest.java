package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricResultTest {
    @Test
    void aValueThatIsNoNumberIsNoResult() {
        assertThatThrownBy(() -> new MetricResult.Measured(
                        Metric.RECALL, Double.NaN, new MetricResult.Basis(1, 1, "", ""), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recall: value must be finite");
    }

    @Test
    void idsAreDifferentAndFitForFiles() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z-]+"));
    }
}
