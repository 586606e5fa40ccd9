package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class ModelOnLaneTest {
    private static final int SIDE = 8;
    private static final ImageShape SHAPE = new ImageShape(1, SIDE, SIDE);
    private static final Diffusion MODEL = new Diffusion(new DiffusionSpec(
            SHAPE,
            List.of("thin", "thick"),
            8,
            2,
            2,
            1,
            4,
            8,
            4,
            NoiseKind.COSINE,
            Prediction.V,
            5,
            Conditioning.CLASS,
            0.2));
    private static final SamplerSettings FEW =
            new SamplerSettings("euler", Map.of(), SigmaSchedule.MODEL, 3, 1, Map.of("thin", 1.0));

    /// One run on a lane of its own, which fails on arrays that are left behind.
    private interface Run<T> {
        T with(ModelOnLane model) throws Exception;
    }

    private static <T> T onLane(Run<T> run) throws Exception {
        return OnLane.call(Lane.Kind.RENDER, scope -> {
            try (ModelOnLane model = ModelOnLane.load(MODEL, weights(), ComputeDevice.CPU)) {
                return run.with(model);
            }
        });
    }

    /// Weights as before training, by seed.
    private static Map<String, HostTensor> weights() {
        return weights(MODEL);
    }

    private static Map<String, HostTensor> weights(Diffusion model) {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("all", Graph.Mode.INFERENCE, List.of("x", "t", "c"), List.of(), g -> {
                    Value x = g.input("x", Value.BATCH, 1, SIDE, SIDE);
                    Value c = g.input("c", Value.BATCH, 3);
                    return List.of(model.predict(g, x, g.input("t", Value.BATCH), c));
                });
        return program.parameters().initial(3);
    }

    private static Latent noise(long seed) {
        return PriorSampler.normal(seed, SHAPE.size(), 1);
    }

    @Test
    void fortyRunsInARowLeaveNoArrayBehind() throws Exception {
        Steering guided = Steering.USUAL.awayFrom("thick");
        SamplerSettings settings = new SamplerSettings(
                "heun", Map.of("churn", "10"), SigmaSchedule.KARRAS, 3, 2, Map.of("thin", 1.0), guided, false);
        List<Integer> arrays = new ArrayList<>();

        onLane(model -> {
            for (int run = 0; run < 40; run++) {
                model.decode(noise(run), run % 2 == 0 ? settings : settings.asTile(), new Cancellation());
                arrays.add(Lane.current().liveTensors());
            }
            return arrays;
        });

        assertThat(arrays).hasSize(40).containsOnly(arrays.getFirst());
    }

    @Test
    void aCancelledRunLeavesNoArrayBehind() throws Exception {
        boolean flat = onLane(model -> {
            int before = Lane.current().liveTensors();
            Cancellation cancellation = new Cancellation();

            assertThatThrownBy(() -> model.decode(noise(1), FEW, cancellation, _ -> cancellation.request()))
                    .isInstanceOf(Cancellation.CancelledException.class);

            return Lane.current().liveTensors() == before;
        });

        assertThat(flat).isTrue();
    }

    private static Latent rolled(Latent latent, int rows, int columns) {
        float[] values = new float[latent.dimension()];
        for (int i = 0; i < values.length; i++) {
            int y = (i / SIDE + rows) % SIDE;
            int x = (i % SIDE + columns) % SIDE;
            values[y * SIDE + x] = latent.values()[i];
        }
        return new Latent(values);
    }

    private static int largestDifference(Raster image, Raster other, int rows, int columns) {
        int largest = 0;
        for (int i = 0; i < image.samples().length; i++) {
            int there = other.sample(0, (i / SIDE + rows) % SIDE, (i % SIDE + columns) % SIDE);
            largest = Math.max(largest, Math.abs((image.samples()[i] & 0xff) - there));
        }
        return largest;
    }

    /// On a torus nothing is a border: the noise moved by what the levels halve moves the image and changes
    /// nothing.
    @Test
    void aTileIsTheSameWhereverItBegins() throws Exception {
        for (int[] by : new int[][] {{2, 0}, {0, 4}, {6, 2}}) {
            List<Raster> tiles = onLane(model -> List.of(
                    model.decode(noise(5), FEW.asTile(), new Cancellation()),
                    model.decode(rolled(noise(5), by[0], by[1]), FEW.asTile(), new Cancellation()),
                    model.decode(rolled(noise(5), by[0], by[1]), FEW, new Cancellation())));

            assertThat(largestDifference(tiles.getFirst(), tiles.get(1), by[0], by[1]))
                    .as("moved by %d, %d", by[0], by[1])
                    .isLessThanOrEqualTo(1);
            assertThat(tiles.getLast()).isNotEqualTo(tiles.get(1));
        }
    }

    @Test
    void aTransformerSeesNoBordersSoItRefusesToMakeATile() throws Exception {
        Map<String, String> sizes =
                Map.of("network", "dit", "width", "16", "depth", "1", "headChannels", "8", "patchSize", "2");
        Diffusion transformer = new Diffusion(new SpecForm<>(MODEL.spec()).with(sizes));

        assertThat(MODEL.tiles()).isTrue();
        assertThat(transformer.tiles()).isFalse();
        OnLane.call(Lane.Kind.RENDER, scope -> {
            try (ModelOnLane model = ModelOnLane.load(transformer, weights(transformer), ComputeDevice.CPU)) {
                assertThat(model.decode(noise(1), FEW, new Cancellation())).isNotNull();
                return assertThatThrownBy(() -> model.decode(noise(1), FEW.asTile(), new Cancellation()))
                        .isInstanceOf(IncompatibleModel.class)
                        .hasMessageContaining("transformer")
                        .hasMessageContaining("--tile");
            }
        });
    }

    private static Raster ramp() {
        byte[] samples = new byte[SHAPE.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (4 * i);
        }
        return new Raster(SHAPE, samples);
    }

    private static Raster rightHalf() {
        byte[] samples = new byte[SHAPE.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % SIDE >= SIDE / 2 ? 255 : 0);
        }
        return new Raster(SHAPE, samples);
    }

    @Test
    void whatTheMaskKeepsStaysByteForByteWithEverySampler() throws Exception {
        for (String sampler : List.of("dpm-solver-2m", "ddim", "heun", "unipc", "lcm", "ddpm")) {
            SamplerSettings settings =
                    new SamplerSettings(sampler, Map.of(), SigmaSchedule.MODEL, 4, 1.5, Map.of("thin", 1.0));
            Raster image = onLane(model -> model.edit(
                    new EditSource(ramp(), rightHalf(), 1), noise(2), settings, new Cancellation(), _ -> {}));

            int changed = 0;
            for (int i = 0; i < image.samples().length; i++) {
                if (i % SIDE < SIDE / 2) {
                    assertThat(image.samples()[i]).as("%s at %d", sampler, i).isEqualTo(ramp().samples()[i]);
                } else if (image.samples()[i] != ramp().samples()[i]) {
                    changed++;
                }
            }
            assertThat(changed).as(sampler).isGreaterThan(SIDE * SIDE / 4);
        }
    }

    @Test
    void lessStrengthTakesFewerStepsAndKeepsMore() throws Exception {
        List<Integer> steps = new ArrayList<>();
        List<Raster> images = onLane(model -> {
            List<Raster> made = new ArrayList<>();
            for (double strength : new double[] {0.1, 0.5, 1}) {
                EditSource source = new EditSource(ramp(), null, strength);
                made.add(model.edit(source, noise(2), FEW.inSteps(10), new Cancellation(), step -> {
                    if (step.number() == step.steps()) {
                        steps.add(step.steps());
                    }
                }));
            }
            return made;
        });

        assertThat(steps).containsExactly(1, 5, 10);
        assertThat(images.stream().map(image -> distance(image, ramp())).toList())
                .isSorted();
    }

    private static double distance(Raster a, Raster b) {
        double sum = 0;
        for (int i = 0; i < a.samples().length; i++) {
            double difference = (a.samples()[i] & 0xff) - (b.samples()[i] & 0xff);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    @Test
    void anImageOfAnotherShapeAndAModelOfOneStepAreRefused() {
        ImageShape other = new ImageShape(3, SIDE, SIDE);
        EditSource coloured = new EditSource(new Raster(other, new byte[other.size()]), null, 0.5);
        assertThatThrownBy(() -> onLane(model -> model.edit(coloured, noise(1), FEW, new Cancellation(), _ -> {})))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model makes");

        ImageShape two = new ImageShape(1, 1, 2);
        Vae vae = new Vae(new VaeSpec(two, 2, VaeSpec.Network.LINEAR, 8, 8, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 0, 0));
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("all", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                    Value encoded = vae.encode(g, g.input("x", Value.BATCH, 1, 1, 2));
                    return List.of(vae.decode(g, encoded));
                });
        Map<String, HostTensor> linear = program.parameters().initial(1);
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, scope -> {
                    try (ModelOnLane model = ModelOnLane.load(vae, linear, ComputeDevice.CPU)) {
                        EditSource source = new EditSource(new Raster(two, new byte[2]), null, 0.5);
                        return model.edit(source, new Latent(new float[2]), FEW, new Cancellation(), _ -> {});
                    }
                }))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("in one step");
    }
}
