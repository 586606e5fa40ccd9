package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.model.Latent;

class RecipeJsonTest {
    private static final Recipe SEEDED =
            new Recipe("vae-fashion", "ab12", Long.MAX_VALUE, null, Map.of("temperature", "0.7"), "0.1.0");

    @Test
    void aSeedIsReadBackExactly() throws Exception {
        String text = RecipeJson.encode(SEEDED);

        assertThat(text)
                .isEqualTo("{\"format\":\"latent-studio/recipe\",\"model\":\"vae-fashion\",\"modelHash\":\"ab12\","
                        + "\"seed\":9223372036854775807,\"settings\":{\"temperature\":\"0.7\"},\"version\":\"0.1.0\"}");
        assertThat(RecipeJson.decode(text, "a.png")).isEqualTo(SEEDED);
    }

    @Test
    void everyBitOfALatentIsReadBack() throws Exception {
        Latent latent = new Latent(new float[] {0.1f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, 1 / 3f});
        Recipe recipe = new Recipe("vae-fashion", "ab12", null, latent, Map.of(), "0.1.0");

        assertThat(RecipeJson.decode(RecipeJson.encode(recipe), "a.png")).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seed":9223372036854775807 | "seed":9223372036854775808 | seed must be a whole number
            "seed":9223372036854775807 | "seed":1.5                 | seed must be a whole number
            "seed":9223372036854775807 | "seed":1,"latent":"AAAA"   | either a seed or a latent
            "seed":9223372036854775807 | "sed":1                    | sed is unknown
            "seed":9223372036854775807 | "latent":"AAAA"            | has 3 bytes
            "seed":9223372036854775807 | "latent":""                | has 0 bytes
            "seed":9223372036854775807 | "latent":"AADAfw=="        | not finite
            "seed":9223372036854775807 | "latent":"ä"               | no Base64
            latent-studio/recipe       | other                      | not of the format
            "0.1.0"}                   | "0.1.0"                    | ends in the middle
            """)
    void anythingElseIsRefused(String original, String replacement, String expected) {
        String text = RecipeJson.encode(SEEDED).replace(original, replacement);

        assertThatThrownBy(() -> RecipeJson.decode(text, "a.png"))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("a.png")
                .hasMessageContaining(expected);
    }
}
