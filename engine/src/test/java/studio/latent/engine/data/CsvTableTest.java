package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadDataset;

class CsvTableTest {
    private static CsvTable parse(String text) throws BadDataset {
        return CsvTable.parse("t.csv", SampleFiles.text(text));
    }

    @Test
    void quotedFieldsMayHoldCommasQuotesAndLineBreaks() throws Exception {
        CsvTable table = parse("file,note\r\n\"a,1.png\",\"say \"\"hi\"\"\nthere\"\r\nb.png,\r\n");

        assertThat(table.header()).containsExactly("file", "note");
        assertThat(table.rows()).containsExactly(List.of("a,1.png", "say \"hi\"\nthere"), List.of("b.png", ""));
    }

    @Test
    void aByteOrderMarkEmptyLinesAndAMissingLastLineEndDoNotMatter() throws Exception {
        CsvTable table = parse("\ufefffile,größe\n\na,1\n\nb,2");

        assertThat(table.header()).containsExactly("file", "größe");
        assertThat(table.rows()).containsExactly(List.of("a", "1"), List.of("b", "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b;1,2;3 | line 3 1 fields where the header names 2",
                "a,b;1,2,3 | line 2 3 fields where the header names 2",
                "a,b;1,\"2 | line 2 a quotation mark that is never closed",
                "a,b;\"1\"x,2 | line 2 text behind a closing quotation mark",
                "a,a;1,2 | has two columns named 'a'",
            })
    void brokenTablesAreRefusedWithTheLine(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace(';', '\n')))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("t.csv")
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyTableAndBytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> parse("\n")).isInstanceOf(BadDataset.class).hasMessageContaining("is empty");
        assertThatThrownBy(() -> CsvTable.parse("t.csv", new byte[] {'a', (byte) 0xfc, ','}))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("UTF-8");
    }
}
