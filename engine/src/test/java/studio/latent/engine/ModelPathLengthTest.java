package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.RawPixels;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// A linear generator whose columns are at right angles and equally long: distances of its images are those of
/// latents times a number, and the length of an arc of latents can be written down.
class ModelPathLengthTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
    private static final int PATHS = 50;

    private static HostTensor tensor(float[] values, int... shape) {
        return new HostTensor(shape, values);
    }

    /// @param scale distance of images for a distance of latents
    private static LocalOpenModel linear(float scale) {
        float h = scale / 2;
        Map<String, HostTensor> weights = new HashMap<>();
        weights.put("decoder.out.weight", tensor(new float[] {h, h, h, -h, h, h, h, -h}, 4, 2));
        weights.put("decoder.out.bias", tensor(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 4));
        Vae vae = new Vae(new VaeSpec(SHAPE, 2, VaeSpec.Network.LINEAR, 8, 8, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 0, 0));
        ModelCard card = new ModelCard(
                "linear",
                Path.of("m"),
                Family.VAE,
                "vae",
                SHAPE,
                2,
                Set.of(),
                List.of(PriorKind.NORMAL),
                12,
                "",
                "",
                "",
                "",
                Map.of());
        return new LocalOpenModel(card, vae, weights, LatentGeometry.standard(2), null);
    }

    private static MetricResult measure(LocalOpenModel model, long seed) throws Exception {
        ImageSource.Drawn drawn =
                new ImageSource.Drawn(model, PriorKind.NORMAL, 1, SamplerSettings.DEFAULTS, seed, 2 * PATHS);
        EvaluationRequest request = new EvaluationRequest(
                drawn,
                new ImageSource.Loose(Path.of("unused")),
                null,
                List.of(Metric.PERCEPTUAL_PATH_LENGTH),
                new FeatureChoice.Pixels(),
                ResizeMode.CLEAN,
                MetricOptions.standard(seed));
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (RawPixels pixels = new RawPixels(SHAPE)) {
                return ModelPathLength.measure(request, drawn, pixels, ComputeDevice.CPU, JobContext.unattended());
            }
        });
    }

    /// The speed of an arc, squared: its length changes evenly and its direction turns evenly.
    private static double speed(LocalOpenModel model, long seed, int path) {
        float[] a = model.latentOf(seed + 2L * path, PriorKind.NORMAL, 1).values();
        float[] b = model.latentOf(seed + 2L * path + 1, PriorKind.NORMAL, 1).values();
        double from = Math.hypot(a[0], a[1]);
        double to = Math.hypot(b[0], b[1]);
        double angle = Math.acos((a[0] * b[0] + a[1] * b[1]) / from / to);
        double length = from + ModelPathLength.place(seed, path) * (to - from);
        return (to - from) * (to - from) + length * length * angle * angle;
    }

    private static double meanSpeed(LocalOpenModel model, long seed) {
        double sum = 0;
        for (int path = 0; path < PATHS; path++) {
            sum += speed(model, seed, path);
        }
        return sum / PATHS;
    }

    @Test
    void aLinearGeneratorsLengthIsTheSquaredSpeedOfItsLatentsTimesItsSquaredScale() throws Exception {
        LocalOpenModel model = linear(0.1f);

        MetricResult.Measured result = (MetricResult.Measured) measure(model, 11);

        assertThat(result.value()).isCloseTo(0.01 * meanSpeed(model, 11), withinPercentage(0.1));
        assertThat(result.basis()).isEqualTo(new MetricResult.Basis(2 * PATHS, 0, "raw-pixels, step 1.0E-4", "none"));
        assertThat(((MetricResult.Measured) measure(model, 11)).value()).isEqualTo(result.value());
    }

    @Test
    void whereRoundingHidesThePublishedStepALongerOneIsTakenAndNamed() throws Exception {
        LocalOpenModel model = linear(5e-4f);

        MetricResult.Measured result = (MetricResult.Measured) measure(model, 11);

        assertThat(result.value()).isCloseTo(2.5e-7 * meanSpeed(model, 11), withinPercentage(2));
        assertThat(result.basis().features()).isNotEqualTo("raw-pixels, step 1.0E-4");
    }

    @Test
    void whereRoundingHidesEveryStepThereIsNoValueAndOfAConstantGeneratorItIsZero() throws Exception {
        assertThat(measure(linear(1e-6f), 11))
                .isInstanceOfSatisfying(
                        MetricResult.NotMeasurable.class,
                        none -> assertThat(none.reason()).contains("rounding"));
        assertThat(((MetricResult.Measured) measure(linear(0), 11)).value()).isZero();
    }
}
