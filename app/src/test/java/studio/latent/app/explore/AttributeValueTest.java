package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.app.explore.AttributeValue.Kind;

class AttributeValueTest {
    private static List<AttributeValue> values(String... names) {
        return AttributeValue.of(List.of(names));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "-1, +1", "False, True", "yes, no"})
    void noComesBeforeYes(String one, String other) {
        assertThat(values(one, other)).extracting(AttributeValue::kind).containsExactly(Kind.NO, Kind.YES);
        assertThat(values(one, other)).extracting(AttributeValue::name).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void noughtAndOneAmongOthersOrAloneAreNumbers() {
        assertThat(values("2", "1", "0")).extracting(AttributeValue::kind).containsOnly(Kind.NUMBER);
        assertThat(values("1")).extracting(AttributeValue::kind).containsExactly(Kind.NUMBER);
    }

    @Test
    void wordsAreTakenApartAndOrderedAsPeopleDo() {
        assertThat(values("winterHat02", "shortFlat", "winterHat1", "bob"))
                .extracting(AttributeValue::words)
                .containsExactly("bob", "short flat", "winter hat 1", "winter hat 02");
        assertThat(values("winterHat02", "bob"))
                .as("the model's own names")
                .extracting(AttributeValue::name)
                .containsExactly("bob", "winterHat02");
    }

    @Test
    void numbersAreOrderedByTheirValue() {
        assertThat(values("10", "9.5", "-3", "1e2"))
                .extracting(AttributeValue::words)
                .containsExactly("-3", "9.5", "10", "1e2");
    }

    @Test
    void coloursStandBesideTheirLike() {
        List<AttributeValue> hair = values("#ECDCBF", "#2c1b18", "#d6b370", "#4a312c");

        assertThat(hair).extracting(AttributeValue::kind).containsOnly(Kind.COLOUR);
        assertThat(hair).extracting(AttributeValue::words).containsExactly("#2c1b18", "#4a312c", "#d6b370", "#ECDCBF");
    }

    @Test
    void ofMixedValuesWhatIsAbsentComesFirstThenNumbersWordsColours() {
        assertThat(values("shortFlat", "#ffffff", "10", "None", "9", ""))
                .extracting(AttributeValue::words)
                .containsExactly("–", "None", "9", "10", "short flat", "#ffffff");
    }

    @Test
    void valuesThatWouldReadTheSameStayAsTheyAreWritten() {
        assertThat(values("short_flat", "shortFlat", "longFlat"))
                .extracting(AttributeValue::words)
                .containsExactly("long flat", "shortFlat", "short_flat");
    }

    @Test
    void aClassKeepsItsName() {
        assertThat(AttributeValue.ofClass("shortFlat"))
                .isEqualTo(new AttributeValue("shortFlat", Kind.WORDS, "shortFlat"));
    }

    @Test
    void noValueIsLostHoweverManyThereAre() {
        List<String> names = IntStream.range(0, 600)
                .mapToObj(i -> i % 3 == 0 ? String.format("#%06x", i * 7919) : i % 3 == 1 ? "value" + i : "" + i)
                .toList();

        assertThat(AttributeValue.of(names))
                .extracting(AttributeValue::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }
}
