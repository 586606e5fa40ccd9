package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.error.BadOption;

class AttributeChoiceTest {
    private static final Attribute SMILE = new Attribute("smile", List.of("0", "1"), new int[] {0, 1, -1, 1});
    private static final Attribute HAIR =
            new Attribute("hair", List.of("red", "brown", "grey"), new int[] {0, 1, 2, -1});
    private static final List<Attribute> ALL = List.of(SMILE, HAIR);

    @Test
    void anAttributeWithAYesNeedsNoValue() throws Exception {
        AttributeChoice choice = AttributeChoice.parse("smile", ALL);

        assertThat(choice.plus()).containsExactly(1);
        assertThat(choice.sides()).containsExactly(0, 1, Attribute.UNKNOWN, 1);
        assertThat(choice.text()).isEqualTo("smile");
    }

    @Test
    void severalValuesAreOneSide() throws Exception {
        AttributeChoice choice = AttributeChoice.parse("hair=grey|red", ALL);

        assertThat(choice.sides()).containsExactly(1, 0, 1, Attribute.UNKNOWN);
        assertThat(choice.text()).isEqualTo("hair=red|grey");
        assertThat(AttributeChoice.parse(choice.text(), ALL)).isEqualTo(choice);
    }

    @Test
    void theOtherSideOfAYesIsWrittenOut() throws Exception {
        assertThat(AttributeChoice.parse("smile=0", ALL).text()).isEqualTo("smile=0");
    }

    @Test
    void whatIsNotThereIsNamedWithWhatIs() {
        assertThatThrownBy(() -> AttributeChoice.parse("hat", ALL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("smile, hair");
        assertThatThrownBy(() -> AttributeChoice.parse("hair", ALL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("hair=red");
        assertThatThrownBy(() -> AttributeChoice.parse("hair=blue", ALL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("red, brown, grey");
        assertThatThrownBy(() -> AttributeChoice.parse("smile=0|1", ALL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no other side");
        assertThatThrownBy(() -> AttributeChoice.parse("hat", List.of()))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("with attributes or classes");
    }
}
