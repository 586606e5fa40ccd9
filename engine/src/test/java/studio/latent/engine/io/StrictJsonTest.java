package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadModelFile;

class StrictJsonTest {
    @Test
    void readsEveryKindOfValue() throws Exception {
        String text = "{\"a\":[1,-2.50,true,null,\"x\\u0041\"],\"b\":{}}";

        assertThat(StrictJson.object("f", text).toString()).isEqualTo("{\"a\":[1,-2.50,true,null,\"xA\"],\"b\":{}}");
    }

    @Test
    void numbersKeepAllTheirDigits() throws Exception {
        JsonObject json = StrictJson.object("f", "{\"seed\":9223372036854775807,\"zero\":-0.0}");

        assertThat(json.get("seed").getAsLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Double.doubleToRawLongBits(json.get("zero").getAsDouble())).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``              | ends in the middle
            [1]             | JSON object
            7               | JSON object
            {               | ends in the middle
            {"a":1,}        | no valid JSON
            {"a":1 "b":2}   | no valid JSON at line 1 column 9
            {a:1}           | no valid JSON
            {'a':1}         | no valid JSON
            {"a":1} {}      | no valid JSON
            {"a":NaN}       | no valid JSON
            {"a":01}        | no valid JSON
            {"a":1/**/}     | no valid JSON
            {"a":TRUE}      | no valid JSON
            {"a":1e999}     | out of range at $.a
            {"a":1,"a":2}   | has 'a' twice
            {"b":{"a":1,"a":2}} | has 'a' twice at $.b
            """)
    void anythingElseIsRefusedWithItsPlace(String text, String expected) {
        assertThatThrownBy(() -> StrictJson.object("The file f", text))
                .isInstanceOf(BadModelFile.class)
                .hasMessageStartingWith("The file f ")
                .hasMessageContaining(expected);
    }

    @Test
    void deepNestingAndLongNumbersAreRefused() {
        assertThatThrownBy(() -> StrictJson.object("f", "{\"a\":" + "[".repeat(5000)))
                .isInstanceOf(BadModelFile.class);
        assertThatThrownBy(() -> StrictJson.object("f", "{\"a\":" + "1".repeat(100) + "}"))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("out of range");
    }

    @Test
    void bytesMustBeUtf8() throws Exception {
        assertThat(StrictJson.object("f", "{\"ü\":1}".getBytes(StandardCharsets.UTF_8))
                        .keySet())
                .containsExactly("ü");
        assertThatThrownBy(() -> StrictJson.object("f", "{\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("UTF-8");
    }
}
