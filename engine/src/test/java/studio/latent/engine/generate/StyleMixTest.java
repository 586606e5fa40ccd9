package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.Latent;

class StyleMixTest {
    private static final Latent OTHER = new Latent(new float[] {1, 2});

    private static StyleMix of(Integer... layers) {
        return new StyleMix(OTHER, new TreeSet<>(List.of(layers)));
    }

    @Test
    void layersAreWrittenAsRangesAndReadBack() {
        assertThat(of(0, 1, 2, 3, 6).layersText()).isEqualTo("0-3,6");
        assertThat(of(4).layersText()).isEqualTo("4");
        assertThat(of().layersText()).isEmpty();
        for (StyleMix mix : List.of(of(0, 1, 2, 3, 6), of(8, 10, 11), of())) {
            assertThat(StyleMix.layers(mix.layersText())).isEqualTo(mix.layers());
        }
        assertThat(StyleMix.layers(" 2, 0-1 ")).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsNoListOfRangesIsRefused() {
        for (String text : List.of("x", "1-", "-1", "1-2-3", "3;4", "1,,2", "99999")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> StyleMix.layers(text))
                    .withMessageContaining("as in 0-3,6");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StyleMix.layers("5-3"))
                .withMessageContaining("upwards");
        assertThatIllegalArgumentException().isThrownBy(() -> of(-1)).withMessageContaining("got -1");
    }
}
