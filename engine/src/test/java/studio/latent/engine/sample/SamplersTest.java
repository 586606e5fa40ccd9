package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.Setting;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;

/// What every sampler of the list must do.
class SamplersTest {
    private static final NoiseSchedule NOISE = NoiseKind.COSINE.schedule();
    private static final GaussianModel MODEL = new GaussianModel(0.1, 0.6);
    private static final String NETWORK = """
              def network(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.tanh(torch.mul(x, 0.9))
            """;

    static List<Samplers.Type<?>> types() {
        return Samplers.TYPES;
    }

    private static Sampler sampler(Samplers.Type<?> type) throws BadOption {
        return type.with(Map.of());
    }

    private static Samples sample(Samplers.Type<?> type, Denoiser denoiser, int steps, long... seeds) throws Exception {
        SeededNoise noise = SeededNoise.of(seeds);
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NOISE, steps);
        SampleStart start = SampleStart.noise(grid, noise.start(new int[] {seeds.length, 1, 2, 2}));
        return sampler(type).sample(denoiser, start.x(), grid, SampleContext.unattended(noise));
    }

    @ParameterizedTest
    @MethodSource("types")
    void anImageDependsOnItsSeedAndNotOnBatchOrOrder(Samplers.Type<?> type) throws Exception {
        Samples together = sample(type, MODEL, 7, 11, 12, 13);
        Samples turned = sample(type, MODEL, 7, 13, 11);

        for (int image = 0; image < 3; image++) {
            assertThat(row(together, image)).isEqualTo(row(sample(type, MODEL, 7, 11 + image), 0));
        }
        assertThat(row(turned, 0)).isEqualTo(row(together, 2));
        assertThat(row(turned, 1)).isEqualTo(row(together, 0));
        assertThat(row(together, 0)).isNotEqualTo(row(together, 1));
    }

    private static double[] row(Samples samples, int image) {
        return Arrays.copyOfRange(samples.values(), image * samples.size(), (image + 1) * samples.size());
    }

    @ParameterizedTest
    @MethodSource("types")
    void oneStepGivesTheDenoisedImageOfTheNoise(Samplers.Type<?> type) throws Exception {
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NOISE, 1);
        Samples start = SampleStart.noise(grid, SeededNoise.of(5).start(new int[] {1, 1, 2, 2}))
                .x();

        double[] image = sample(type, MODEL, 1, 5).values();

        double[] denoised = MODEL.denoised(start, grid.first()).values();
        for (int i = 0; i < image.length; i++) {
            assertThat(Math.abs(image[i] - denoised[i])).isLessThan(1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void stepsAreReportedFromNoiseToImageAndEvaluationsAreAsMany(Samplers.Type<?> type) throws Exception {
        AtomicInteger evaluations = new AtomicInteger();
        List<SampleStep> steps = new ArrayList<>();
        Denoiser counted = (x, sigma) -> {
            evaluations.incrementAndGet();
            return MODEL.denoised(x, sigma);
        };
        SeededNoise noise = SeededNoise.of(3);
        SigmaGrid grid = SigmaSchedule.MODEL.grid(NOISE, 6);
        Samples start = SampleStart.noise(grid, noise.start(new int[] {1, 2})).x();

        Sampler sampler = sampler(type);
        Samples end = sampler.sample(counted, start, grid, new SampleContext(noise, new Cancellation(), steps::add));

        assertThat(evaluations.get()).isEqualTo(sampler.evaluations(6));
        assertThat(steps).extracting(SampleStep::step).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(steps).extracting(SampleStep::sigma).containsExactly(boxed(Arrays.copyOf(grid.sigmas(), 6)));
        assertThat(steps.getFirst().x()).isEqualTo(start);
        assertThat(steps.getLast().denoised().plus(-1, end).rms()).isLessThan(1e-12);
    }

    private static Double[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    @ParameterizedTest
    @MethodSource("types")
    void cancellingStopsBeforeTheNextEvaluation(Samplers.Type<?> type) throws Exception {
        Cancellation cancellation = new Cancellation();
        AtomicInteger evaluations = new AtomicInteger();
        Denoiser cancelling = (x, sigma) -> {
            if (evaluations.incrementAndGet() == 3) {
                cancellation.request();
            }
            return MODEL.denoised(x, sigma);
        };
        SeededNoise noise = SeededNoise.of(1);
        SigmaGrid grid = SigmaSchedule.KARRAS.grid(NOISE, 10);
        SampleContext context = new SampleContext(noise, cancellation, step -> {});
        Sampler sampler = sampler(type);

        assertThatThrownBy(() -> sampler.sample(cancelling, noise.start(new int[] {1, 2}), grid, context))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(evaluations.get()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aNetworkOnADeviceLeavesNoArrayBehind(Samplers.Type<?> type) throws Exception {
        // OnLane fails on a single array that outlives the run
        Samples twoAtOnce = onDevice(type, 2, 21, 22);
        Samples oneByOne = onDevice(type, 1, 21, 22);
        Samples alone = onDevice(type, 1, 22);

        assertThat(row(alone, 0)).isEqualTo(row(oneByOne, 1));
        assertThat(twoAtOnce.plus(-1, oneByOne).rms()).isLessThan(1e-5);
    }

    private static Samples onDevice(Samplers.Type<?> type, int together, long... seeds) throws Exception {
        return OnLane.call(Lane.Kind.RENDER, scope -> {
            Script script = Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, NETWORK);
            DeviceNetwork network = new DeviceNetwork(
                    ComputeDevice.CPU, together, (step, input, first, time) -> script.call(step, "network", input));
            return sample(type, Denoiser.of(new Preconditioning.Predicting(NOISE, Prediction.V), network), 5, seeds);
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void aModelThatPutsOutNoNumbersIsRefused(Samplers.Type<?> type) {
        assertThatThrownBy(() -> sample(type, (x, sigma) -> x.times(Double.NaN), 4, 1))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no numbers")
                .hasMessageContaining("earlier checkpoint");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aKnobOutOfItsRangeIsRefusedWithItsRange(Samplers.Type<?> type) {
        for (Setting knob : type.settings()) {
            if (knob.kind() == Setting.Kind.REAL || knob.kind() == Setting.Kind.INTEGER) {
                assertThatThrownBy(() -> type.with(Map.of(knob.name(), "-1")))
                        .as("%s of %s", knob.name(), type.id())
                        .isInstanceOf(BadOption.class)
                        .hasMessageContaining(knob.name())
                        .hasMessageContaining("Give it as " + knob.name() + "=");
            }
        }
        assertThatThrownBy(() -> type.with(Map.of("noSuchKnob", "1"))).isInstanceOf(BadOption.class);
    }

    @Test
    void aSamplerIsFoundByItsNameAndOthersAreRefusedWithTheNames() throws Exception {
        assertThat(Samplers.TYPES).extracting(Samplers.Type::id).doesNotHaveDuplicates();
        assertThat(Samplers.named("heun").with(Map.of("churn", "5"))).isEqualTo(new Heun(5, 0, 1e6, 1));
        assertThatThrownBy(() -> Samplers.named("plms"))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("dpm-solver-2m");
    }

    @Test
    void heunsStepsGrowWithTheNoiseAndTheOthersLieWhereTheModelSays() {
        for (Samplers.Type<?> type : Samplers.TYPES) {
            assertThat(Samplers.scheduleOf(type.id(), SigmaSchedule.SGM_UNIFORM))
                    .isEqualTo(type.id().equals("heun") ? SigmaSchedule.KARRAS : SigmaSchedule.SGM_UNIFORM);
        }
    }
}
