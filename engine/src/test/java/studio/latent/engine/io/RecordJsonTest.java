package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadModelFile;

class RecordJsonTest {
    enum Decay {
        NONE,
        COSINE_DECAY
    }

    sealed interface Likelihood {}

    record Gaussian(float deviation) implements Likelihood {}

    record LogCosh() implements Likelihood {}

    record Inner(@Nullable Integer limit, Decay decay) {}

    record Spec(
            int count,
            long seed,
            float rate,
            double factor,
            boolean flag,
            String text,
            Inner inner,
            Likelihood likelihood,
            List<Integer> widths,
            Set<Decay> decays,
            Map<String, Double> metrics,
            Map<Decay, List<String>> notes,
            @Nullable String remark) {
        Spec {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative, got " + count);
            }
        }
    }

    private static final Spec SPEC = new Spec(
            3,
            Long.MIN_VALUE,
            0.1f,
            1e-300,
            true,
            "a \"quote\" and ü",
            new Inner(null, Decay.COSINE_DECAY),
            new Gaussian(0.5f),
            List.of(1, 2),
            Set.of(Decay.NONE),
            Map.of("fid", 12.5),
            Map.of(Decay.NONE, List.of("x")),
            null);

    private static final String TEXT = """
            {
              "format": "test",
              "count": 3,
              "seed": -9223372036854775808,
              "rate": 0.1,
              "factor": 1.0E-300,
              "flag": true,
              "text": "a \\"quote\\" and ü",
              "inner": {
                "decay": "cosine-decay"
              },
              "likelihood": {
                "type": "gaussian",
                "deviation": 0.5
              },
              "widths": [
                1,
                2
              ],
              "decays": [
                "none"
              ],
              "metrics": {
                "fid": 12.5
              },
              "notes": {
                "none": [
                  "x"
                ]
              }
            }
            """;

    @Test
    void aRecordIsWrittenInTheOrderOfItsComponents() {
        assertThat(RecordJson.text(RecordJson.encodeFile("test", SPEC))).isEqualTo(TEXT);
    }

    @Test
    void aRecordIsReadBackAsItWas() throws Exception {
        assertThat(RecordJson.decodeFile("test", Spec.class, TEXT, "f.json")).isEqualTo(SPEC);
    }

    static List<Record> records() {
        return List.of(
                SPEC,
                new Inner(7, Decay.NONE),
                new Gaussian(-0.0f),
                new Gaussian(Float.MIN_VALUE),
                new Gaussian(Float.MAX_VALUE),
                new Gaussian(16777215f),
                new LogCosh());
    }

    @ParameterizedTest
    @MethodSource("records")
    void anyRecordSurvivesTheWayThroughText(Record value) throws Exception {
        String text = RecordJson.text(RecordJson.encode(value));

        assertThat(RecordJson.decode(value.getClass(), StrictJson.object("text", text), "text"))
                .isEqualTo(value);
    }

    @Test
    void everyFloatSurvivesTheWayThroughText() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                String text = RecordJson.text(RecordJson.encode(new Gaussian(number)));
                assertThat(RecordJson.decode(Gaussian.class, StrictJson.object("text", text), "text")
                                .deviation())
                        .as("seed %d, case %d", seed, i)
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void aSealedFamilyIsReadByItsType() throws Exception {
        JsonObject json = StrictJson.object("f", "{\"type\": \"log-cosh\"}");

        assertThat(RecordJson.decode(Likelihood.class, json, "f")).isEqualTo(new LogCosh());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "count": 3                | "count": 3.5               | count must be a whole number
            "count": 3                | "count": 3e9               | count must be a whole number
            "count": 3                | "count": 2147483648        | count must be a whole number
            "count": 3                | "count": "3"               | count must be a whole number
            "count": 3                | "count": null              | count must be a whole number
            "count": 3                | "count": -1                | count must not be negative
            "count": 3                | "count": 3, "extra": 1     | extra is unknown
            "count": 3                | "count": 3, "count": 3     | 'count' twice
            "count": 3,               | ` `                        | count is missing
            -9223372036854775808      | 9223372036854775808        | seed must be a whole number
            "rate": 0.1               | "rate": 1e39               | rate must be in the range of a float
            "rate": 0.1               | "rate": NaN                | no valid JSON
            "rate": 0.1               | "rate": 1e400              | out of range
            "flag": true              | "flag": 1                  | flag must be true or false
            "flag": true              | "flag": "true"             | flag must be true or false
            "decay": "cosine-decay"   | "decay": "cosine"          | inner.decay must be one of none, cosine-decay
            "decay": "cosine-decay"   | "decay": ["cosine-decay"]  | inner.decay must be one of
            "decay": "cosine-decay"   | "Decay": "cosine-decay"    | inner.Decay is unknown
            "type": "gaussian"        | "type": "laplace"          | likelihood.type must be one of gaussian, log-cosh
            "type": "gaussian",       | ` `                        | likelihood.type must be one of gaussian, log-cosh
            "fid": 12.5               | "fid": "12.5"              | metrics.fid must be a number
            "none": [                 | "no": [                    | notes.no must be one of
            "decays": [               | "decays": ["none",         | decays must not have an item twice
            "format": "test"          | "format": "other"          | not of the format 'test'
            """)
    void aFaultIsNamedByItsPath(String original, String replacement, String expected) {
        String text = TEXT.replace(original, replacement);
        assertThat(text).isNotEqualTo(TEXT);

        assertThatThrownBy(() -> RecordJson.decodeFile("test", Spec.class, text, "f.json"))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("f.json")
                .hasMessageContaining(expected);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < TEXT.strip().length(); length++) {
            String text = TEXT.substring(0, length);
            assertThatThrownBy(() -> RecordJson.decodeFile("test", Spec.class, text, "f.json"))
                    .isInstanceOf(BadModelFile.class);
        }
    }

    @Test
    void textAfterTheEndIsRefused() {
        assertThatThrownBy(() -> RecordJson.decodeFile("test", Spec.class, TEXT + "{}", "f.json"))
                .isInstanceOf(BadModelFile.class);
    }

    @Test
    void aNumberThatIsNoneCannotBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordJson.encode(new Gaussian(Float.NaN)))
                .withMessageContaining("deviation must be finite");
    }

    @Test
    void aMapKeepsItsOrder() throws Exception {
        record Ordered(Map<String, Integer> entries) {}
        Map<String, Integer> entries = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "m", "b")) {
            entries.put(key, key.length());
        }

        Ordered read = RecordJson.decode(Ordered.class, RecordJson.encode(new Ordered(entries)), "text");

        assertThat(read.entries()).containsExactlyEntriesOf(entries);
    }
}
