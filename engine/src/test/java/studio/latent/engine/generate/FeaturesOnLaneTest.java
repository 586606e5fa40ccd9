package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.tensor.Lane;

class FeaturesOnLaneTest {
    private static final Latent A = PriorSampler.normal(1, SmallGenerators.DIMENSION, 1);
    private static final Latent B = PriorSampler.normal(2, SmallGenerators.DIMENSION, 1);
    private static final SamplerSettings USUAL = SamplerSettings.DEFAULTS;

    private static SamplerSettings mixed(int layer) {
        return USUAL.styled(Styling.USUAL.mixedWith(new StyleMix(B, new TreeSet<>(List.of(layer)))));
    }

    @Test
    void theLayersOfAGeneratorWithStylesAreThoseThatAStyleSteers() {
        assertThat(FeatureLayer.of(SmallGenerators.styled()))
                .containsExactly(
                        new FeatureLayer("layers.0", new SampleShape(4, 5, 7)),
                        new FeatureLayer("layers.1", new SampleShape(4, 10, 14)),
                        new FeatureLayer("layers.2", new SampleShape(4, 10, 14)));
    }

    @Test
    void otherGeneratorsShowTheirBlocksAndDenseOnesNothing() throws Exception {
        for (String network : List.of("dcgan", "residual")) {
            var model = SmallGenerators.plain(Map.of("network", network));
            List<FeatureLayer> layers = FeatureLayer.of(model);

            assertThat(layers).isNotEmpty();
            assertThat(layers.getFirst()).isEqualTo(new FeatureLayer("in", new SampleShape(4, 5, 7)));
            FeatureMaps maps = SmallGenerators.onLane(
                    model, loaded -> loaded.features(A, USUAL, layers.getLast().name()));
            assertThat(maps.layer()).isEqualTo(layers.getLast());
            assertThat(maps.values()).hasSize(layers.getLast().shape().size());
        }
        var dense = SmallGenerators.plain(Map.of("network", "mlp"));
        assertThat(FeatureLayer.of(dense)).isEmpty();
        assertThatThrownBy(() -> SmallGenerators.onLane(dense, loaded -> loaded.features(A, USUAL, "in")))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no layers of feature maps");
    }

    @Test
    void everyKindOfModelThatDecodesInOneStepShowsItsLayers() {
        for (ModelType<?> type : ModelCatalog.TYPES) {
            ModelDefinition model = type.definitionOf(type.defaults().apply(new ImageShape(3, 32, 32)));
            boolean decodes = model.capabilities().contains(Capability.DECODES);
            assertThat(FeatureLayer.of(model).isEmpty()).as(type.id()).isEqualTo(!decodes);
            for (FeatureLayer layer : FeatureLayer.of(model)) {
                assertThat(layer.shape().height()).isBetween(2, 64);
                assertThat(layer.shape().width()).isEqualTo(layer.shape().height());
            }
        }
    }

    @Test
    void mapsAreThoseOfTheImageWithItsMixAndItsNoise() throws Exception {
        List<float[]> maps = SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            List<float[]> made = new ArrayList<>();
            for (SamplerSettings settings :
                    List.of(USUAL, mixed(1), mixed(2), USUAL.styled(Styling.USUAL.withNoiseOf(4L)))) {
                made.add(loaded.features(A, settings, "layers.1").values());
            }
            return made;
        });

        assertThat(maps.get(1)).as("the layer has B's style").isNotEqualTo(maps.get(0));
        assertThat(maps.get(2)).as("a later layer's style does not change it").isEqualTo(maps.get(0));
        assertThat(maps.get(3)).as("other noise").isNotEqualTo(maps.get(0));
    }

    @Test
    void looksInARowLeaveNoArrayBehind() throws Exception {
        List<Integer> arrays = SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            List<Integer> live = new ArrayList<>();
            for (int run = 0; run < 10; run++) {
                loaded.features(A, mixed(run % 3), "layers." + run % 3);
                live.add(Lane.current().liveTensors());
            }
            return live;
        });

        assertThat(arrays).containsOnly(arrays.getFirst());
    }

    @Test
    void aLayerThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> SmallGenerators.onLane(
                        SmallGenerators.styled(), loaded -> loaded.features(A, USUAL, "layers.3")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no layer 'layers.3'")
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("layers.0, layers.1, layers.2"));
    }
}
