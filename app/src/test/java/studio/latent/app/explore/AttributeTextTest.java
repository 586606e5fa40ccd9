package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;

class AttributeTextTest {
    private final AttributeText english = new AttributeText(Messages.in(Locale.ENGLISH));
    private final AttributeText german = new AttributeText(Messages.in(Locale.GERMAN));

    @Test
    void noAndYesAreInTheUsersLanguage() {
        List<AttributeValue> values = AttributeValue.of(List.of("1", "0"));

        assertThat(values).extracting(english::of).containsExactly("no", "yes");
        assertThat(values).extracting(german::of).containsExactly("nein", "ja");
    }

    @Test
    void aValueIsSaidWithItsAttributeAndAClassByItself() {
        AttributeValue flat = AttributeValue.of(List.of("shortFlat")).getFirst();
        AttributeValue yes = AttributeValue.of(List.of("0", "1")).getLast();

        assertThat(english.of("topOfHead", flat)).isEqualTo("Top of head: short flat");
        assertThat(german.of("smile", yes)).isEqualTo("Smile: ja");
        assertThat(english.of("", AttributeValue.ofClass("T-shirt/top"))).isEqualTo("T-shirt/top");
    }

    @Test
    void whatADirectionIsForIsSaidWithItsValues() {
        assertThat(AttributeText.ofChoice("facialHair")).isEqualTo("facial hair");
        assertThat(AttributeText.ofChoice("top=shortFlat|winterHat02")).isEqualTo("top · short flat, winter hat 02");
        assertThat(AttributeText.ofChoice("hairColor=#4a312c")).isEqualTo("hair color · #4a312c");
        assertThat(AttributeText.ofChoice("class=AnkleBoot")).isEqualTo("class · AnkleBoot");
    }
}
