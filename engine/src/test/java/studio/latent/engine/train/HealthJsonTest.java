package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Symptom;

class HealthJsonTest {
    @Test
    void healthComesBackFromItsLine() {
        TrainingEvent.Health health = new TrainingEvent.Health(
                120,
                Map.of("activeUnits", 0.0, "gradientNorm", 12.5),
                List.of(
                        new Diagnosis.Began(
                                new Finding(Ailment.POSTERIOR_COLLAPSE, new Symptom.EmptyLatent(0.01, 0, 16), 40, 120)),
                        new Diagnosis.Ended(Ailment.DIVERGENCE, 120)));
        JsonObject line = new JsonObject();

        HealthJson.write(health, line);

        assertThat(HealthJson.read(120, JsonParser.parseString(line.toString()).getAsJsonObject()))
                .isEqualTo(health);
    }

    @Test
    void aLineOfAnotherVersionIsNotUnderstood() {
        JsonObject line = JsonParser.parseString(
                        "{\"vitals\":{},\"changes\":[{\"began\":\"DIVERGENCE\",\"symptom\":\"plague\",\"since\":1,\"numbers\":[]}]}")
                .getAsJsonObject();

        assertThatThrownBy(() -> HealthJson.read(2, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plague");
    }
}
