package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class MetricResultJsonTest {
    @Test
    void aValueIsWrittenWithItsBandAndFloor() {
        MetricResult measured = new MetricResult.Measured(
                Metric.RECALL,
                0.5,
                new MetricResult.Basis(10, 20, "pixels", "none"),
                new Band(0.25, 0.75, 0.95, Band.Method.BOOTSTRAP),
                0.875);

        assertThat(MetricResultJson.of(measured)).isEqualTo(JsonParser.parseString("""
                {"metric": "recall", "value": 0.5, "low": 0.25, "high": 0.75, "level": 0.95, "band": "bootstrap",
                 "floor": 0.875, "better": "higher"}"""));
    }

    @Test
    void aMissingValueIsWrittenWithItsReason() {
        MetricResult none = new MetricResult.NotMeasurable(Metric.RECALL, "Too few images.", "Take more.");

        assertThat(MetricResultJson.of(none)).isEqualTo(JsonParser.parseString("""
                {"metric": "recall", "reason": "Too few images.", "remedy": "Take more."}"""));
    }
}
