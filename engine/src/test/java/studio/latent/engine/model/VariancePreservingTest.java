package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariancePreservingTest {
    private static final VariancePreserving LINEAR = VariancePreserving.linear(1e-4, 0.02, 1000);

    @ParameterizedTest
    @CsvSource({"linear, LINEAR", "scaled-linear, SCALED_LINEAR", "cosine, COSINE", "sigmoid, SIGMOID"})
    void theTablesAreThoseOfDiffusers(String name, NoiseKind kind) throws IOException {
        VariancePreserving schedule = (VariancePreserving) kind.schedule();
        JsonObject table = golden().getAsJsonObject("alphaBar").getAsJsonObject(name);
        JsonArray steps = table.getAsJsonArray("steps");
        for (int i = 0; i < steps.size(); i++) {
            double expected = table.getAsJsonArray("alphaBar").get(i).getAsDouble();

            // their product runs in float32: 1e-7 for each of up to a thousand factors
            assertThat(schedule.alphaBar(steps.get(i).getAsInt()))
                    .as("%s at %s", name, steps.get(i))
                    .isCloseTo(expected, within(1e-4 * expected));
        }
    }

    @Test
    void timesOfTheTableAreExactAndTimesBetweenThemAreInverted() {
        for (int t = 0; t < LINEAR.steps(); t++) {
            assertThat(LINEAR.time(LINEAR.sigmaAt(t))).isCloseTo(t, within(1e-9));
        }
        for (double t : new double[] {0.25, 17.5, 998.9}) {
            assertThat(LINEAR.time(LINEAR.sigmaAt(t))).isCloseTo(t, within(1e-9));
        }
    }

    @Test
    void whatIsOutOfRangeIsTheNearestTime() {
        assertThat(LINEAR.time(1e-9)).isZero();
        assertThat(LINEAR.time(1e9)).isEqualTo(999);
        assertThat(LINEAR.sigmaAt(-5)).isEqualTo(LINEAR.sigmaMin());
        assertThat(LINEAR.sigmaAt(2000)).isEqualTo(LINEAR.sigmaMax());
    }

    @Test
    void signalAndNoiseKeepTheVariance() {
        for (int t = 0; t < LINEAR.steps(); t += 111) {
            double sigma = LINEAR.sigmaAt(t);
            double a = LINEAR.signal(sigma);

            assertThat(a * a + a * a * sigma * sigma).isCloseTo(1, within(1e-12));
            assertThat(a * a).isCloseTo(LINEAR.alphaBar(t), within(1e-12));
        }
    }

    @Test
    void aTableThatIsNoneIsRefused() {
        assertThatThrownBy(() -> VariancePreserving.of(new double[] {0.1, 1.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> VariancePreserving.linear(1e-4, 0.02, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 100000");
    }

    private static JsonObject golden() throws IOException {
        String name = "/golden/sample/diffusers.json";
        try (InputStream in = Objects.requireNonNull(VariancePreservingTest.class.getResourceAsStream(name), name)) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }
}
