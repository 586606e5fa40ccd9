package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;

class SheetLayoutTest {
    private static final ImageShape CELL = new ImageShape(1, 64, 64);

    @Test
    void aSheetIsAsSquareAsCanBe() throws Exception {
        assertThat(SheetLayout.square(CELL, 1).columns()).isEqualTo(1);
        assertThat(SheetLayout.square(CELL, 16).columns()).isEqualTo(4);
        assertThat(SheetLayout.square(CELL, 17).columns()).isEqualTo(5);
    }

    @Test
    void aStripBreaksWhereTheLargestImageEnds() throws Exception {
        assertThat(SheetLayout.strip(CELL, 10).columns()).isEqualTo(10);
        assertThat(SheetLayout.strip(CELL, 100).columns()).isEqualTo(64);
    }

    @Test
    void moreThanFitIsAnOptionOutOfRange() {
        assertThatThrownBy(() -> SheetLayout.square(CELL, 64 * 64 + 1))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("larger than 4096 pixels");
        assertThatThrownBy(() -> SheetLayout.strip(CELL, 64 * 64 + 1)).isInstanceOf(BadOption.class);
    }
}
