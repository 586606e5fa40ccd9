package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

class StylingTest {
    private static Styling mixed(float value, Integer... layers) {
        StyleMix mix = new StyleMix(new Latent(new float[] {value, -0f}), new TreeSet<>(List.of(layers)));
        return new Styling(0.5, 2, -9L, mix);
    }

    private static Map<String, String> texts(Styling styling) {
        Map<String, String> texts = new LinkedHashMap<>();
        styling.writeTo(texts);
        return texts;
    }

    @Test
    void aRecipeHoldsWhatDiffersFromTheUsualAndGivesItBackBitForBit() {
        assertThat(texts(Styling.USUAL)).isEmpty();
        assertThat(Styling.of(Map.of())).isEqualTo(Styling.USUAL);
        for (Styling styling : List.of(
                mixed(0.1f, 1, 2, 5),
                mixed(3),
                mixed(1, 0).shiftedBy(DecoderShift.ofStyles(new float[] {0.1f, -2, 1e-30f})),
                mixed(1, 0).shiftedBy(DecoderShift.NONE.plusMap(3, new float[] {0, -0.1f, 0, 7}, 1)),
                Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[] {0, 1})
                        .plusMap(0, new float[] {1}, 1)
                        .plusMap(2, new float[] {0, 2}, 1)),
                Styling.USUAL.withNoiseOf(12L),
                Styling.USUAL.truncatedTo(0.7))) {
            Map<String, String> texts = texts(styling);
            assertThat(Styling.of(texts)).isEqualTo(styling);
            assertThat(texts.keySet()).allMatch(Styling::owns);
        }
        assertThat(texts(mixed(1, 0, 1, 2))).containsEntry("styleLayers", "0-2").containsEntry("layerNoiseSeed", "-9");
    }

    @Test
    void recipesFromBeforeStylesWereMixedAreRead() {
        assertThat(Styling.of(Map.of("truncation", "0.5", "layerNoise", "0"))).isEqualTo(new Styling(0.5, 0));
    }

    @Test
    void halfAMixAndALatentThatIsNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Styling.of(Map.of("styleLayers", "1")))
                .withMessageContaining("must come together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Styling.of(Map.of("styleLayers", "1", "styleLatent", "AAAA")))
                .withMessageContaining("styleLatent has 3 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Styling.of(Map.of("layerNoiseSeed", "many")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Styling.of(Map.of("mapShift", "2:AQ==:AACAPw==")))
                .withMessageContaining("number in front");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Styling.of(Map.of("mapShift", "0=2:AQ==:AACAPw==;0=2::")))
                .withMessageContaining("moved twice");
    }

    @Test
    void onTheWayToAnotherStylingNumbersAndMixedLatentsMoveAndTheRestIsTheNearers() {
        Styling from = mixed(0, 1);
        Styling to = new Styling(1, 0, null, mixed(2, 0, 1).mix());

        Styling near = from.toward(to, 0.25);
        Styling far = from.toward(to, 0.75);

        assertThat(near.truncation()).isEqualTo(0.625);
        assertThat(near.noiseSeed()).isEqualTo(-9);
        assertThat(near.mix()).isEqualTo(mixed(0.5f, 1).mix());
        assertThat(far.noiseSeed()).isNull();
        assertThat(far.mix()).isEqualTo(mixed(1.5f, 0, 1).mix());
        assertThat(from.toward(Styling.USUAL, 0.25).mix()).isEqualTo(from.mix());
        assertThat(from.toward(Styling.USUAL, 0.75).mix()).isNull();
    }

    @Test
    void aShiftThatMovesNothingIsNoneAndShiftsAreMixedOnTheWay() {
        Styling moved = Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[] {4, 0}));

        assertThat(Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[3]))).isEqualTo(Styling.USUAL);
        assertThat(Styling.USUAL.toward(moved, 0.25).shift()).isEqualTo(DecoderShift.ofStyles(new float[] {1, 0}));
        assertThat(moved.truncatedTo(0.5).withNoise(2).withNoiseOf(3L).shift()).isEqualTo(moved.shift());
    }

    @Test
    void onlyNoiseOfASeedAMixAndAShiftNeedStyles() {
        assertThat(new Styling(0.5, 0).needsStyles()).isFalse();
        assertThat(Styling.USUAL.withNoiseOf(0L).needsStyles()).isTrue();
        assertThat(Styling.USUAL.mixedWith(mixed(1).mix()).needsStyles()).isTrue();
        assertThat(Styling.USUAL
                        .shiftedBy(DecoderShift.ofStyles(new float[] {1}))
                        .needsStyles())
                .isTrue();
        Styling maps = Styling.USUAL.shiftedBy(DecoderShift.NONE.plusMap(0, new float[] {1}, 1));
        assertThat(maps.needsStyles()).isFalse();
        assertThat(maps.movesMaps()).isTrue();
    }
}
