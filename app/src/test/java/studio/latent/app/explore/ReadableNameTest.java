package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableNameTest {
    @ParameterizedTest
    @CsvSource({
        "shortFlat, short flat",
        "winterHat02, winter hat 02",
        "theCaesarAndSidePart, the caesar and side part",
        "shirtVNeck, shirt V neck",
        "hair_color, hair color",
        "Wearing_Hat, Wearing hat",
        "5_o_Clock_Shadow, 5 o clock shadow",
        "__private__, private",
        "RGBValue, RGB value",
        "winter2Hats, winter 2 hats",
        "hat02_big, hat 02 big",
    })
    void namesOfDataAreTakenApartIntoWords(String name, String words) {
        assertThat(new ReadableName(name).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "bob",
        "Frida",
        "CO2",
        "v2",
        "3d",
        "42",
        "'two words'",
        "T-shirt/top",
        "#4a312c",
        "a3f9c2d1",
        "___",
        "''"
    })
    void whatIsOneWordOrWrittenForPeopleStays(String name) {
        assertThat(new ReadableName(name).words()).isEqualTo(name);
    }

    @Test
    void aHeadingBeginsWithACapital() {
        assertThat(Stream.of("hairColor", "Bald", "ärmel_Länge", "5_o_Clock_Shadow", "")
                        .map(name -> new ReadableName(name).heading()))
                .containsExactly("Hair color", "Bald", "Ärmel länge", "5 o clock shadow", "");
    }

    @Test
    void numbersInNamesAreOrderedByTheirValueAndCapitalsDoNotMatter() {
        assertThat(Stream.of("hat10", "Hat", "straightAndStrand", "hat02", "straight01", "hat1", "hat001", "Bob")
                        .map(ReadableName::new)
                        .sorted()
                        .map(ReadableName::text))
                .containsExactly("Bob", "Hat", "hat001", "hat1", "hat02", "hat10", "straight01", "straightAndStrand");
    }
}
