package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class OperandTest {
    @Test
    void aWholeNumberIsASeed() {
        assertThat(Operand.parse("7")).isEqualTo(new Operand.Seed(7));
        assertThat(Operand.parse("-7")).isEqualTo(new Operand.Seed(-7));
        assertThat(Operand.parse("9223372036854775807")).isEqualTo(new Operand.Seed(Long.MAX_VALUE));
    }

    @Test
    void otherWordsAreFilesByTheirExtension() {
        assertThat(Operand.parse("./7")).isEqualTo(new Operand.ImageFile(Path.of("./7")));
        assertThat(Operand.parse("face.jpeg")).isEqualTo(new Operand.ImageFile(Path.of("face.jpeg")));
        assertThat(Operand.parse("smile.SafeTensors")).isEqualTo(new Operand.LatentFile(Path.of("smile.SafeTensors")));
    }

    @Test
    void aSeedBeyond64BitsIsRefused() {
        assertThatThrownBy(() -> Operand.parse("9223372036854775808"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("too large for a seed");
    }
}
