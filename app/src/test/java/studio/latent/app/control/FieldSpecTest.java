package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSpecTest {
    @Test
    void choices_belong_to_a_choice_and_only_there() {
        assertThatThrownBy(() -> new FieldSpec("a", "A", "", "", FieldSpec.Kind.CHOICE, "x", 0, 0, "", List.of()))
                .hasMessageContaining("choices of a");
        assertThatThrownBy(() -> new FieldSpec("a", "A", "", "", FieldSpec.Kind.REAL, "1", 0, 2, "", List.of("x")))
                .hasMessageContaining("choices of a");
    }

    @Test
    void a_row_without_a_name_is_refused() {
        assertThatThrownBy(() -> new FieldSpec("a", " ", "", "", FieldSpec.Kind.FLAG, "true", 0, 0, "", List.of()))
                .hasMessageContaining("blank");
    }
}
