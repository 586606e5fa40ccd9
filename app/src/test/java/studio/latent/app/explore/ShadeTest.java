package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShadeTest {
    private static List<String> row(String... codes) {
        return Shade.besideTheirLike(Stream.of(codes).map(Shade::new).toList()).stream()
                .map(Shade::code)
                .toList();
    }

    @Test
    void greysGoFromDarkToLight() {
        assertThat(row("#ffffff", "#808080", "#000000", "#c0c0c0"))
                .containsExactly("#000000", "#808080", "#c0c0c0", "#ffffff");
    }

    @Test
    void bluesStayTogetherWhereTheirLightnessWouldMixThemWithReds() {
        assertThat(row("#ff5c5c", "#25557c", "#65c9ff", "#ff488e", "#5199e4", "#ffafb9"))
                .containsExactly("#25557c", "#5199e4", "#65c9ff", "#ffafb9", "#ff5c5c", "#ff488e");
    }

    @Test
    void theOrderDoesNotDependOnThatOfTheData() {
        assertThat(row("#0000ff", "#00ff00", "#ff0000")).isEqualTo(row("#ff0000", "#0000ff", "#00ff00"));
    }

    @Test
    void onlySixHexDigitsAfterASignAreAColour() {
        assertThat(List.of("#fff", "4a312c", "#4a312", "#4a312g", "#4a312c0", "red"))
                .noneMatch(Shade::isCode);
        assertThat(List.of("#4a312c", "#4A312C")).allMatch(Shade::isCode);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shade("red"))
                .withMessage("code must be like #4a312c, got red");
    }
}
