package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordPartsTest {
    private record Interval(int from, int to) {
        Interval {
            if (from > to) {
                throw new IllegalArgumentException("from must not be above to, got " + from + " and " + to);
            }
        }
    }

    @Test
    void aRecordIsTakenApartAndPutTogether() {
        Interval interval = new Interval(1, 2);

        assertThat(RecordParts.value(interval, Interval.class.getRecordComponents()[1]))
                .isEqualTo(2);
        assertThat(RecordParts.create(Interval.class, List.of(1, 2))).isEqualTo(interval);
    }

    @Test
    void aRefusalOfTheCompactConstructorComesThroughAsItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordParts.create(Interval.class, List.of(3, 2)))
                .withMessage("from must not be above to, got 3 and 2");
    }

    @ParameterizedTest
    @CsvSource({"COSINE_DECAY, cosine-decay", "CosineDecay, cosine-decay", "NONE, none", "Vae, vae", "FLOAT32, float32"
    })
    void namesAreSpelledInLowerCaseWithHyphens(String name, String id) {
        assertThat(RecordParts.id(name)).isEqualTo(id);
    }
}
