package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PreferenceTestTest {
    @Test
    void pValuesAndIntervalsAgreeWithSciPy() throws Exception {
        JsonObject golden = golden();
        double tolerance = golden.get("tolerance").getAsDouble();
        for (JsonElement each : golden.getAsJsonArray("cases")) {
            JsonObject expected = each.getAsJsonObject();
            int wins = expected.get("wins").getAsInt();
            PreferenceTest test =
                    new PreferenceTest(wins, expected.get("decided").getAsInt() - wins, 3);
            double p = expected.get("pValue").getAsDouble();

            assertThat(test.pValue()).as("p of %s", test).isEqualTo(p, within(p * tolerance));
            for (int level : new int[] {95, 99}) {
                PreferenceTest.Interval interval = test.interval(level / 100.0);
                assertThat(interval.low())
                        .as("low of %s", test)
                        .isEqualTo(expected.get("low" + level).getAsDouble(), within(tolerance));
                assertThat(interval.high())
                        .as("high of %s", test)
                        .isEqualTo(expected.get("high" + level).getAsDouble(), within(tolerance));
            }
        }
    }

    private static JsonObject golden() throws Exception {
        InputStream stream = PreferenceTestTest.class.getResourceAsStream("/golden/metric/preference.json");
        try (Reader reader = new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }

    @Test
    void tiesAreCountedAsPairsAndForNeitherSide() {
        PreferenceTest test = new PreferenceTest(6, 2, 4);

        assertThat(test.pairs()).isEqualTo(12);
        assertThat(test.decided()).isEqualTo(8);
        assertThat(test.share()).hasValue(0.75);
        assertThat(test.pValue()).isEqualTo(new PreferenceTest(6, 2, 0).pValue());
    }

    @Test
    void nothingDecidedSaysNothing() {
        PreferenceTest test = new PreferenceTest(0, 0, 9);

        assertThat(test.share()).isEmpty();
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.interval(0.95)).isEqualTo(new PreferenceTest.Interval(0, 1, 0.95));
    }

    @Test
    void theSidesMayBeExchanged() {
        PreferenceTest test = new PreferenceTest(13, 29, 0);
        PreferenceTest mirrored = new PreferenceTest(29, 13, 0);

        assertThat(mirrored.pValue()).isEqualTo(test.pValue());
        assertThat(mirrored.interval(0.9).low())
                .isEqualTo(1 - test.interval(0.9).high());
    }

    @Test
    void manyPairsStayExact() {
        assertThat(new PreferenceTest(20_300, 19_700, 0).pValue()).isEqualTo(0.002743, within(1e-5));
        assertThat(new PreferenceTest(3000, 0, 0).pValue()).isZero();
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new PreferenceTest(-1, 0, 0)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> new PreferenceTest(1, 1, 0).interval(1)).hasMessageContaining("level");
    }
}
