package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class InversionOnLaneTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final InversionRequest SHORT = new InversionRequest(150, 3, 32, 0.05, 0.5, 0.1, 9);

    /// Feature maps without weights: the image, and the image beside its means of 2×2 pixels.
    private static final PerceptualFeatures HALVES = new PerceptualFeatures() {
        @Override
        public List<Value> maps(Graph g, Value images) {
            return List.of(g.concat(1, images, g.plus(images, 1)));
        }

        @Override
        public Map<String, HostTensor> weights() {
            return Map.of();
        }
    };

    private static Gan gan(List<String> conditions) throws Exception {
        GanSpec spec = new SpecForm<>(GanSpec.defaults(SHAPE))
                .with(Map.of("width", "8", "latentDimension", "6", "generatorNorm", "none"));
        return new Gan(spec.withConditions(conditions));
    }

    private static Map<String, HostTensor> weights(ModelDefinition definition) {
        Gan gan = (Gan) definition;
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("decode", Graph.Mode.INFERENCE, List.of("z"), List.of(), g -> {
                    Value z = g.input("z", Value.BATCH, 6);
                    return List.of(
                            gan.conditionRows() == 0
                                    ? gan.decode(g, z)
                                    : gan.decode(g, z, new PerImage(g).noCondition(z, gan.conditionRows())));
                });
        return program.parameters().initial(4);
    }

    private static Raster image(Gan gan, Map<String, HostTensor> weights, Latent latent, SamplerSettings settings)
            throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, _ -> {
            try (ModelOnLane model = ModelOnLane.load(gan, weights, ComputeDevice.CPU)) {
                return model.decode(latent, settings, new Cancellation());
            }
        });
    }

    private static Latent find(
            Gan gan, Raster image, InversionRequest request, List<Latent> known, SamplerSettings settings)
            throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, _ -> {
            try (InversionOnLane search =
                    InversionOnLane.load(gan, weights(gan), InversionSpace.Z, HALVES, ComputeDevice.CPU)) {
                return search.find(image, request, known, settings, JobContext.unattended(), _ -> {})
                        .latent();
            }
        });
    }

    @Test
    void theLatentOfAGeneratedImageIsFoundAgain() throws Exception {
        Gan gan = gan(List.of());
        Latent drawn = PriorSampler.normal(77, 6, 1);
        Raster image = image(gan, weights(gan), drawn, SamplerSettings.DEFAULTS);

        Latent found = find(gan, image, SHORT, List.of(), SamplerSettings.DEFAULTS);

        assertThat(InvertedImage.error(image, image(gan, weights(gan), found, SamplerSettings.DEFAULTS)))
                .isLessThan(1.5);
        for (int i = 0; i < 6; i++) {
            assertThat(found.values()[i]).isCloseTo(drawn.values()[i], within(0.2f));
        }
        assertThat(find(gan, image, SHORT, List.of(), SamplerSettings.DEFAULTS)).isEqualTo(found);
    }

    @Test
    void aSearchUnderAWishFindsTheLatentUnderThatWish() throws Exception {
        Gan gan = gan(List.of("thick", "thin"));
        SamplerSettings thin = SamplerSettings.DEFAULTS.wishing("thin");
        Raster image = image(gan, weights(gan), PriorSampler.normal(5, 6, 1), thin);

        Latent found = find(gan, image, SHORT, List.of(), thin);

        assertThat(InvertedImage.error(image, image(gan, weights(gan), found, thin)))
                .isLessThan(1.5);
    }

    @Test
    void aSearchFromAKnownLatentNeedsNoCandidatesAndIsNeverWorseThanIt() throws Exception {
        Gan gan = gan(List.of());
        Latent drawn = PriorSampler.normal(3, 6, 1);
        Raster image = image(gan, weights(gan), drawn, SamplerSettings.DEFAULTS);
        InversionRequest one = new InversionRequest(1, 1, 1, 1, 0, 0, 1);

        assertThat(find(gan, image, one, List.of(drawn), SamplerSettings.DEFAULTS))
                .isEqualTo(drawn);
    }

    @Test
    void aLatentLongerThanThePriorsIsPenalised() throws Exception {
        Gan gan = gan(List.of());
        float[] far = PriorSampler.normal(3, 6, 1).values().clone();
        for (int i = 0; i < far.length; i++) {
            far[i] *= 4;
        }
        Raster image = image(gan, weights(gan), new Latent(far), SamplerSettings.DEFAULTS);

        Latent free = find(gan, image, request(0), List.of(), SamplerSettings.DEFAULTS);
        Latent held = find(gan, image, request(100), List.of(), SamplerSettings.DEFAULTS);

        assertThat(meanSquare(held)).isLessThan(1.2).isLessThan(meanSquare(free));
    }

    private static InversionRequest request(double priorWeight) {
        return new InversionRequest(120, 2, 16, 0.1, 0, priorWeight, 9);
    }

    private static double meanSquare(Latent latent) {
        double sum = 0;
        for (float value : latent.values()) {
            sum += value * value;
        }
        return sum / latent.dimension();
    }

    @Test
    void progressComesAsImagesAndCancelStopsTheSearch() throws Exception {
        Gan gan = gan(List.of());
        Raster image = image(gan, weights(gan), PriorSampler.normal(8, 6, 1), SamplerSettings.DEFAULTS);
        List<Raster> seen = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {}
        };

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.BACKGROUND, _ -> {
                    try (InversionOnLane search =
                            InversionOnLane.load(gan, weights(gan), InversionSpace.Z, null, ComputeDevice.CPU)) {
                        return search.find(image, SHORT, List.of(), SamplerSettings.DEFAULTS, context, raster -> {
                            seen.add(raster);
                            if (seen.size() == 3) {
                                cancellation.request();
                            }
                        });
                    }
                }))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(seen).hasSize(3).allMatch(raster -> raster.shape().equals(SHAPE));
    }

    @Test
    void aModelWithoutADecoderAndAnImageOfAnotherShapeAreRefused() throws Exception {
        Gan gan = gan(List.of());
        Raster other = new Raster(new ImageShape(1, 8, 8), new byte[64]);

        assertThatThrownBy(() -> find(gan, other, SHORT, List.of(), SamplerSettings.DEFAULTS))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model makes");
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        _ -> InversionOnLane.load(
                                new Diffusion(DiffusionSpec.defaults(new ImageShape(1, 16, 16))),
                                Map.of(),
                                InversionSpace.Z,
                                null,
                                ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .satisfies(e -> assertThat(((IncompatibleModel) e).remedy()).contains("GAN"));
    }

    // ---- styles

    private static InvertedImage styles(StyleGan model, Raster image, InversionRequest request) throws Exception {
        Map<String, HostTensor> weights = SmallGenerators.weights(model);
        SamplerSettings thin = SamplerSettings.DEFAULTS.wishing("thin");
        return OnLane.call(Lane.Kind.BACKGROUND, _ -> {
            InversionOnLane.Found found;
            try (InversionOnLane search =
                    InversionOnLane.load(model, weights, request.space(), null, ComputeDevice.CPU)) {
                found = search.find(image, request, List.of(), thin, JobContext.unattended(), _ -> {});
            }
            try (ModelOnLane loaded = ModelOnLane.load(model, weights, ComputeDevice.CPU)) {
                SamplerSettings shifted = thin.styled(Styling.USUAL.shiftedBy(found.shift()));
                Raster made = loaded.decode(found.latent(), shifted, new Cancellation());
                return new InvertedImage(found.latent(), found.shift(), made, InvertedImage.error(image, made));
            }
        });
    }

    @Test
    void anImageOfMixedStylesIsFoundAmongStylesByLayerAndNotAmongLatents() throws Exception {
        StyleGan model = SmallGenerators.styled();
        StyleMix mix = new StyleMix(PriorSampler.normal(5, SmallGenerators.DIMENSION, 1), new TreeSet<>(List.of(0)));
        SamplerSettings mixed = SamplerSettings.DEFAULTS.wishing("thin").styled(Styling.USUAL.mixedWith(mix));
        Raster image = SmallGenerators.onLane(
                model,
                loaded ->
                        loaded.decode(PriorSampler.normal(6, SmallGenerators.DIMENSION, 1), mixed, new Cancellation()));
        InversionRequest request = new InversionRequest(200, 2, 32, 0.05, 0, 0.1, 9);

        InvertedImage inZ = styles(model, image, request);
        InvertedImage inW = styles(model, image, request.in(InversionSpace.W));
        InvertedImage byLayer = styles(model, image, request.in(InversionSpace.W_PLUS));

        assertThat(inZ.shift()).isNull();
        DecoderShift same = Objects.requireNonNull(inW.shift());
        assertThat(same.styles()).hasSize(3 * SmallGenerators.DIMENSION);
        assertThat(Arrays.copyOfRange(same.styles(), 0, 6))
                .as("one style for all layers")
                .isEqualTo(Arrays.copyOfRange(same.styles(), 12, 18));
        assertThat(byLayer.error()).isLessThan(2).isLessThan(0.5 * inZ.error());
        assertThat(inW.error()).isLessThan(inZ.error() * 1.2);
    }

    @Test
    void stylesOfAModelThatHasNoneAreRefused() {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        _ -> InversionOnLane.load(
                                gan(List.of()), Map.of(), InversionSpace.W_PLUS, null, ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no mapping network");
    }
}
