package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.tensor.Lane;

class StylesOnLaneTest {
    private static final Latent A = PriorSampler.normal(1, SmallGenerators.DIMENSION, 1);
    private static final Latent B = PriorSampler.normal(2, SmallGenerators.DIMENSION, 1);
    private static final SamplerSettings USUAL = SamplerSettings.DEFAULTS.wishing("thin");

    private static SamplerSettings styled(Styling styling) {
        return USUAL.styled(styling);
    }

    private static SamplerSettings mixed(Integer... layers) {
        return styled(Styling.USUAL.mixedWith(new StyleMix(B, new TreeSet<>(List.of(layers)))));
    }

    private static List<Raster> images(ModelDefinition model, Map<Latent, SamplerSettings> wanted) throws Exception {
        return SmallGenerators.onLane(model, loaded -> {
            List<Raster> made = new ArrayList<>();
            for (Map.Entry<Latent, SamplerSettings> each : wanted.entrySet()) {
                made.add(loaded.decode(each.getKey(), each.getValue(), new Cancellation()));
            }
            return made;
        });
    }

    private static List<Raster> images(SamplerSettings... settings) throws Exception {
        return SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            List<Raster> made = new ArrayList<>();
            for (SamplerSettings each : settings) {
                made.add(loaded.decode(A, each, new Cancellation()));
            }
            return made;
        });
    }

    @Test
    void eachLayerTakesTheStyleThatItIsGiven() throws Exception {
        List<Raster> made = images(USUAL, mixed(), mixed(0), mixed(2), mixed(0, 2), mixed(0, 1, 2));
        Raster other = images(SmallGenerators.styled(), Map.of(B, USUAL)).getFirst();

        assertThat(made.get(1)).as("no layer from B is A, bit for bit").isEqualTo(made.get(0));
        assertThat(made.get(5)).as("all layers from B are B, bit for bit").isEqualTo(other);
        assertThat(made.subList(2, 6)).doesNotHaveDuplicates().doesNotContain(made.get(0));
    }

    @Test
    void stylesAreThoseOfTheTwoLatentsTruncatedAlike() throws Exception {
        SamplerSettings half = mixed(1).styled(mixed(1).styling().truncatedTo(0.5));
        SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            StylesOnLane styles = loaded.styles();
            float[][] mix = styles.styles(A, half);
            SamplerSettings plain = styled(Styling.USUAL.truncatedTo(0.5));
            assertThat(mix).hasDimensions(3, SmallGenerators.DIMENSION);
            assertThat(mix[0]).isEqualTo(styles.style(A, plain)).isEqualTo(mix[2]);
            assertThat(mix[1]).isEqualTo(styles.style(B, plain)).isNotEqualTo(mix[0]);
            return mix;
        });
    }

    @Test
    void aShiftMovesTheStylesOfItsLayersAfterMixingAndOneOfAnotherModelIsRefused() throws Exception {
        DecoderShift none = DecoderShift.orNone(null, 3, SmallGenerators.DIMENSION);
        float[] vector = new float[SmallGenerators.DIMENSION];
        vector[1] = 1;
        Styling mix = mixed(2).styling();
        SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            StylesOnLane styles = loaded.styles();
            float[][] still = styles.styles(A, styled(mix));
            SamplerSettings shifted = styled(mix.shiftedBy(none.plus(vector, 0.5, List.of(0, 2))));
            float[][] moved = styles.styles(A, shifted);
            assertThat(moved[1]).isEqualTo(still[1]);
            for (int layer : List.of(0, 2)) {
                assertThat(moved[layer][1]).isEqualTo(still[layer][1] + 0.5f);
                assertThat(moved[layer][0]).isEqualTo(still[layer][0]);
            }
            Raster image = loaded.decode(A, shifted, new Cancellation());
            assertThat(image)
                    .isEqualTo(styles.synthesise(moved, mix))
                    .isNotEqualTo(loaded.decode(A, styled(mix), new Cancellation()));
            assertThatThrownBy(() -> loaded.decode(
                            A,
                            styled(Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[] {1}))),
                            new Cancellation()))
                    .isInstanceOf(IncompatibleModel.class)
                    .hasMessageContaining("The shift has 1 numbers");
            return image;
        });
    }

    @Test
    void noiseOfASeedIsTheSameEachTimeAndNoneIsNoneWhateverTheSeed() throws Exception {
        Styling seven = Styling.USUAL.withNoiseOf(7L);
        List<Raster> made = images(
                USUAL,
                styled(seven),
                styled(Styling.USUAL.withNoiseOf(8L)),
                styled(seven),
                styled(seven.withNoise(2)),
                styled(seven.withNoise(0)),
                styled(Styling.USUAL.withNoise(0)));

        assertThat(made.get(3)).isEqualTo(made.get(1));
        assertThat(made.get(6)).isEqualTo(made.get(5));
        assertThat(made.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(made.subList(4, 6)).doesNotHaveDuplicates().doesNotContain(made.get(1));
    }

    @Test
    void runsInARowLeaveNoArrayBehind() throws Exception {
        List<Integer> arrays = SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            List<Integer> live = new ArrayList<>();
            for (int run = 0; run < 10; run++) {
                SamplerSettings settings = mixed(run % 3);
                loaded.decode(A, settings.styled(settings.styling().withNoiseOf((long) run)), new Cancellation());
                live.add(Lane.current().liveTensors());
            }
            return live;
        });

        assertThat(arrays).containsOnly(arrays.getFirst());
    }

    @Test
    void aLayerThatIsNotThereAndALatentOfAnotherModelAreRefused() {
        assertThatThrownBy(() -> images(mixed(1, 3)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("3 layers with styles and none of the number 3")
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("to 2, the finest"));
        SortedSet<Integer> first = new TreeSet<>(List.of(0));
        StyleMix foreign = new StyleMix(new Latent(new float[4]), first);
        assertThatThrownBy(() -> images(styled(Styling.USUAL.mixedWith(foreign))))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("4 numbers");
        assertThatThrownBy(() -> SmallGenerators.onLane(
                        SmallGenerators.styled(), loaded -> loaded.styles().synthesise(new float[2][6], Styling.USUAL)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("3 layers, got 2");
    }

    @Test
    void aModelWithoutStylesSaysSo() {
        for (Styling styling : List.of(Styling.USUAL.withNoiseOf(1L), mixed(0).styling())) {
            assertThatThrownBy(() -> images(
                            SmallGenerators.plain(Map.of()), Map.of(A, SamplerSettings.DEFAULTS.styled(styling))))
                    .isInstanceOf(IncompatibleModel.class)
                    .hasMessageContaining("has no styles");
        }
    }
}
