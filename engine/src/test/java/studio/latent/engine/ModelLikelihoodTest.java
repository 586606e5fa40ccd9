package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.generate.NormalDenoiser;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.diffusion.Consistency;
import studio.latent.engine.model.diffusion.ConsistencySpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class ModelLikelihoodTest {
    private static final ImageShape SHAPE = new ImageShape(1, 3, 2);

    @TempDir
    Path folder;

    private static LocalOpenModel open(ModelDefinition definition) {
        ImageShape shape = definition.spec().image();
        ModelCard card = new ModelCard(
                "normal",
                Path.of("m"),
                Family.DIFFUSION,
                "diffusion",
                shape,
                shape.size(),
                Set.of(Capability.DENOISES),
                List.of(PriorKind.NORMAL),
                0,
                "",
                "",
                "",
                "",
                Map.of());
        return new LocalOpenModel(card, definition, Map.of(), LatentGeometry.standard(shape.size()), null);
    }

    /// Writes images of noise; their bits a number under the model that is right for normal pixels, on average.
    private double write(int count) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[SHAPE.size()];
            random.nextBytes(samples);
            sum += NormalDenoiser.bits(samples);
            Files.write(folder.resolve(i + ".png"), PngFile.encode(new Raster(SHAPE, samples), Map.of()));
        }
        return sum / count;
    }

    private List<MetricResult> measure(LocalOpenModel model, int count, Metric... metrics) throws Exception {
        ImageSource.Drawn drawn = new ImageSource.Drawn(model, PriorKind.NORMAL, 1, SamplerSettings.DEFAULTS, 0, count);
        EvaluationRequest request = new EvaluationRequest(
                drawn,
                new ImageSource.Loose(folder),
                null,
                List.of(metrics),
                new FeatureChoice.Pixels(),
                ResizeMode.CLEAN,
                MetricOptions.standard(5));
        ModelLikelihood likelihood = new ModelLikelihood((_, _, _) -> {
            throw new AssertionError("there is no data set");
        });
        return OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> likelihood.measure(
                        request, drawn, List.of(metrics), ComputeDevice.CPU, JobContext.unattended()));
    }

    @Test
    void theBitsOfADiffusionModelAreThoseOfItsDensity() throws Exception {
        double expected = write(10);

        List<MetricResult> results =
                measure(open(new NormalDenoiser(SHAPE)), 10, Metric.BITS_PER_DIM, Metric.ELBO, Metric.PERPLEXITY);

        MetricResult.Measured bits = (MetricResult.Measured) results.getFirst();
        assertThat(bits.value()).isCloseTo(expected, within(5e-3));
        assertThat(bits.basis().reference()).isEqualTo(10);
        assertThat(bits.basis().features()).contains("probability flow");
        assertThat(bits.band()).satisfies(band -> assertThat(band.low()).isLessThan(bits.value()));
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        MetricResult.NotMeasurable.class,
                        none -> assertThat(none.remedy()).contains("bits-per-dim"));
        assertThat(((MetricResult.Measured) results.get(2)).value()).isCloseTo(Math.pow(2, bits.value()), within(1e-6));
    }

    @Test
    void aFlowIsFollowedForSomeImagesOnlyAndTheNumberIsTold() throws Exception {
        write(ModelLikelihood.MOST_FLOWS + 6);

        MetricResult result = measure(open(new NormalDenoiser(SHAPE)), 1000, Metric.BITS_PER_DIM)
                .getFirst();

        assertThat(((MetricResult.Measured) result).basis().reference()).isEqualTo(ModelLikelihood.MOST_FLOWS);
    }

    @Test
    void aStudentHasAReasonInTheValuesPlace() throws Exception {
        write(2);
        ModelDefinition student = new Consistency(ConsistencySpec.defaults(new ImageShape(1, 28, 28)));

        assertThat(measure(open(student), 2, Metric.BITS_PER_DIM).getFirst())
                .isInstanceOfSatisfying(
                        MetricResult.NotMeasurable.class,
                        none -> assertThat(none.reason()).contains("few-step student"));
    }
}
