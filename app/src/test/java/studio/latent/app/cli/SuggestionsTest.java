package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void countsEdits() {
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("abc", "abc")).isZero();
    }

    @Test
    void namesANearWordAndNoFarOne() {
        List<String> words = List.of("--count", "--seed", "--out");

        assertThat(Suggestions.nearest("--cuont", words)).contains("--count");
        assertThat(Suggestions.nearest("--guidance", words)).isEmpty();
    }
}
