package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable("NAME", "N");
        table.add("a longer one", "7");

        assertThat(table.lines()).containsExactly("NAME          N", "a longer one  7");
    }
}
