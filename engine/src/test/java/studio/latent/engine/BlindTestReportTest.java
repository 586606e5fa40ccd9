package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.latent.engine.BlindTestTest.ONE;
import static studio.latent.engine.BlindTestTest.OTHER;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlindTestReportTest {
    @Test
    void aReportHoldsTheCountsTheIntervalAndTheVotes() {
        BlindTest test = BlindTest.begin(Instant.EPOCH, ONE, OTHER, 5);
        for (int pair = 0; pair < 10; pair++) {
            boolean first = pair < 8;
            test = test.vote(first == test.firstIsLeft(pair) ? BlindTest.Choice.LEFT : BlindTest.Choice.RIGHT);
        }

        JsonObject json = JsonParser.parseString(
                        BlindTestReport.of(test.end(), 0.95).json())
                .getAsJsonObject();

        assertThat(json.get("format").getAsString()).isEqualTo("latent-studio/blind-test-result");
        assertThat(json.get("firstPreferred").getAsInt()).isEqualTo(8);
        assertThat(json.get("share").getAsDouble()).isEqualTo(0.8);
        assertThat(json.get("pValue").getAsDouble()).isEqualTo(0.109375);
        assertThat(json.getAsJsonObject("test").getAsJsonArray("votes")).hasSize(10);
    }

    @Test
    void withoutADecisionThereIsNoShare() {
        BlindTest test = BlindTest.begin(Instant.EPOCH, ONE, OTHER, 5).vote(BlindTest.Choice.TIE);

        BlindTestReport report = BlindTestReport.of(test.end(), 0.95);

        assertThat(report.share()).isNull();
        assertThat(report.json()).doesNotContain("\"share\"").contains("\"pValue\": 1.0");
    }
}
