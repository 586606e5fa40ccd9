package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.diffusion.Consistency;
import studio.latent.engine.model.diffusion.ConsistencySpec;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class NoiseInversionTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 3);

    private static Raster image() {
        return new Raster(SHAPE, new byte[] {0, 40, 100, 127, (byte) 200, (byte) 255});
    }

    private static SamplerSettings settings(int steps) {
        return NoiseInversion.settings(SamplerSettings.DEFAULTS).inSteps(steps);
    }

    private record Found(Latent noise, Raster made, double error) {}

    private static Found found(SamplerSettings settings, Consumer<SamplingStep> watcher) throws Exception {
        return OnLane.call(Lane.Kind.RENDER, _ -> {
            try (ModelOnLane model = ModelOnLane.load(new NormalDenoiser(SHAPE), Map.of(), ComputeDevice.CPU)) {
                FoundNoise found = model.noiseOf(image(), settings, new Cancellation(), watcher);
                Raster made = model.decode(found.noise(), settings, new Cancellation());
                return new Found(found.noise(), made, found.error());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60})
    void theNoiseOfAnImageMakesThatImageAgainWhateverTheNumberOfSteps(int steps) throws Exception {
        AtomicInteger watched = new AtomicInteger();

        Found found = found(settings(steps), _ -> watched.incrementAndGet());

        assertThat(InvertedImage.error(image(), found.made())).isLessThan(1);
        assertThat(watched.get()).as("all steps but the last, to the image").isEqualTo(steps - 1);
    }

    @Test
    void theNoiseIsThatOfTheFlow() throws Exception {
        Found found = found(settings(400), _ -> {});

        // pixels of deviation 1 are carried to noise of deviation 1 as they are
        for (int i = 0; i < SHAPE.size(); i++) {
            double pixel = (image().samples()[i] & 0xff) / 127.5 - 1;
            assertThat((double) found.noise().values()[i]).isCloseTo(pixel, within(0.02 + 0.02 * Math.abs(pixel)));
        }
    }

    @Test
    void heunsWayBackIsAsExactAsItsStepsAreShort() throws Exception {
        SamplerSettings heun = NoiseInversion.settings(SamplerSettings.DEFAULTS, "heun");
        assertThat(heun.schedule()).isEqualTo(SigmaSchedule.KARRAS);

        Found coarse = found(heun, _ -> {});
        Found fine = found(heun.inSteps(160), _ -> {});

        assertThat(InvertedImage.error(image(), fine.made()))
                .isLessThan(1)
                .isLessThan(InvertedImage.error(image(), coarse.made()));
        assertThat(fine.error()).isPositive().isLessThan(coarse.error());
        assertThat(found(settings(20), _ -> {}).error())
                .as("Euler's steps are solved")
                .isLessThan(coarse.error());
    }

    @Test
    void settingsWithAWayBackKeepWishesAndStepsButNoGuidance() {
        SamplerSettings now =
                SamplerSettings.DEFAULTS.wishing("coat").guidedBy(4).inSteps(33);

        SamplerSettings back = NoiseInversion.settings(now);

        assertThat(back.sampler()).isEqualTo("euler");
        assertThat(back.guidanceScale()).isEqualTo(1);
        assertThat(back.wishes()).isEqualTo(now.wishes());
        assertThat(back.steps()).isEqualTo(33);
        assertThat(NoiseInversion.settings(now.inSteps(4)).steps()).isEqualTo(20);
        assertThat(NoiseInversion.settings(now.sampledBy("heun", Map.of("churn", "2")))
                        .knobs())
                .isEmpty();
    }

    @Test
    void samplersThatDrawOnTheirWayHaveNoWayBack() {
        for (String sampler : List.of("ddpm", "euler-ancestral", "dpm-solver-2m", "lcm")) {
            assertThatThrownBy(() -> NoiseInversion.of(SamplerSettings.DEFAULTS.sampledBy(sampler, Map.of())))
                    .isInstanceOf(BadOption.class)
                    .hasMessageContaining(sampler);
        }
        assertThatThrownBy(() -> NoiseInversion.of(SamplerSettings.DEFAULTS.sampledBy("ddim", Map.of("eta", "0.5"))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("settings of its own");
    }

    @Test
    void modelsWithoutAFlowAndImagesOfAnotherShapeAreRefused() {
        ModelDefinition student = new Consistency(ConsistencySpec.defaults(new ImageShape(1, 8, 8)));
        ModelDefinition vae = new Vae(VaeSpec.defaults(new ImageShape(1, 8, 8)));
        Raster small = new Raster(new ImageShape(1, 8, 8), new byte[64]);
        List<String> problems = new ArrayList<>();

        for (ModelDefinition model : List.of(student, vae)) {
            assertThatThrownBy(() -> ModelOnLane.requireFlow(model))
                    .isInstanceOfSatisfying(IncompatibleModel.class, refusal -> problems.add(refusal.problem()));
        }
        assertThat(problems.getFirst()).contains("few-step student");
        assertThat(problems.getLast()).contains("in one step");
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, _ -> {
                    try (ModelOnLane model = ModelOnLane.load(new NormalDenoiser(SHAPE), Map.of(), ComputeDevice.CPU)) {
                        return model.noiseOf(small, settings(4), new Cancellation(), _ -> {});
                    }
                }))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model makes");
    }

    @Test
    void aCancelledInversionStopsAtItsNextStep() {
        Cancellation cancellation = new Cancellation();

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, _ -> {
                    try (ModelOnLane model = ModelOnLane.load(new NormalDenoiser(SHAPE), Map.of(), ComputeDevice.CPU)) {
                        return model.noiseOf(image(), settings(900), cancellation, _ -> cancellation.request());
                    }
                }))
                .isInstanceOf(Cancellation.CancelledException.class);
    }
}
