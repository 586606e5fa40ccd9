package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
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

    private static SamplerSettings moved(DecoderShift shift) {
        return USUAL.styled(Styling.USUAL.shiftedBy(shift));
    }

    @Test
    void mapsMovedToThoseOfAnotherLatentGiveItsImage() throws Exception {
        for (ModelDefinition model : List.of(
                SmallGenerators.plain(Map.of("network", "dcgan")),
                SmallGenerators.plain(Map.of("network", "residual")),
                SmallGenerators.autoencoder("vae"),
                SmallGenerators.autoencoder("autoencoder-kl"))) {
            List<FeatureLayer> layers = FeatureLayer.of(model);
            for (int layer = 0; layer < layers.size(); layer++) {
                int place = layer;
                String name = layers.get(layer).name();
                Latent start = PriorSampler.normal(1, model.spec().latentDimension(), 1);
                Latent end = PriorSampler.normal(2, model.spec().latentDimension(), 1);
                List<Raster> images = SmallGenerators.onLane(model, loaded -> {
                    float[] from = loaded.features(start, USUAL, name).values();
                    float[] to = loaded.features(end, USUAL, name).values();
                    DecoderShift shift = DecoderShift.NONE.plusMap(place, to, 1).plusMap(place, from, -1);
                    float[] there = loaded.features(start, moved(shift), name).values();
                    assertThat(there).as(name).containsExactly(to, within(1e-4f));
                    return List.of(
                            loaded.decode(start, moved(shift), new Cancellation()),
                            loaded.decode(end, USUAL, new Cancellation()),
                            loaded.decode(start, USUAL, new Cancellation()));
                });
                assertThat(difference(images.get(0), images.get(1))).as(name).isLessThanOrEqualTo(1);
                assertThat(difference(images.get(2), images.get(1))).as(name).isGreaterThan(1);
            }
        }
    }

    private static int difference(Raster one, Raster other) {
        int most = 0;
        for (int i = 0; i < one.samples().length; i++) {
            most = Math.max(most, Math.abs((one.samples()[i] & 0xff) - (other.samples()[i] & 0xff)));
        }
        return most;
    }

    @Test
    void mapsOfAModelWithStylesAreMovedBesideItsMix() throws Exception {
        float[] vector = new float[4 * 10 * 14];
        vector[70] = 3;
        DecoderShift shift = DecoderShift.NONE.plusMap(2, vector, 1);
        List<Raster> images = SmallGenerators.onLane(SmallGenerators.styled(), loaded -> {
            List<Raster> made = new ArrayList<>();
            SamplerSettings mixed = mixed(1);
            for (SamplerSettings settings :
                    List.of(mixed, mixed.styled(mixed.styling().shiftedBy(shift)), moved(shift))) {
                made.add(loaded.decode(A, settings, new Cancellation()));
            }
            return made;
        });

        assertThat(images).doesNotHaveDuplicates();
        // behind the last layer a picture is made of each place by itself
        byte[] before = images.get(0).samples();
        byte[] after = images.get(1).samples();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i] != before[i]).as("pixel %d", i).isEqualTo(i == 70);
        }
    }

    @Test
    void aShiftOfOtherMapsIsRefused() throws Exception {
        var dcgan = SmallGenerators.plain(Map.of("network", "dcgan"));
        for (DecoderShift wrong : List.of(
                DecoderShift.NONE.plusMap(0, new float[] {1}, 1), DecoderShift.NONE.plusMap(9, new float[] {1}, 1))) {
            assertThatThrownBy(() ->
                            SmallGenerators.onLane(dcgan, loaded -> loaded.decode(A, moved(wrong), new Cancellation())))
                    .isInstanceOf(IncompatibleModel.class)
                    .hasMessageContaining("layers that this model does not have");
        }
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
