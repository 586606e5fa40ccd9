package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanEncoder;
import studio.latent.engine.model.gan.GanEncoderSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.model.gan.StyleGanEncoder;
import studio.latent.engine.model.gan.StyleGanEncoderSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// Encoders of trained generators in the one training loop.
class GanEncoderTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final Gan GAN = SmallGan.with(SHAPE, List.of(), Map.of());
    private static final StyleGan STYLED = SmallGan.styled(SHAPE, List.of());

    /// Generators that have encoders.
    enum Kind {
        PLAIN,
        STYLED;

        ModelDefinition teacher() {
            return switch (this) {
                case PLAIN -> GAN;
                case STYLED -> GanEncoderTrainingTest.STYLED;
            };
        }

        Taught encoder(double imageWeight) {
            return switch (this) {
                case PLAIN -> new GanEncoder(new GanEncoderSpec(GAN.spec(), 8, imageWeight));
                case STYLED ->
                    new StyleGanEncoder(new StyleGanEncoderSpec(GanEncoderTrainingTest.STYLED.spec(), 8, imageWeight));
            };
        }
    }

    @TempDir
    Path folder;

    private static TrainingPlan plan(String type, ModelDefinition model, double rate) {
        return new TrainingPlan(
                type, model, StepProgramTest.spec(Optimizer.ADAM, rate, 1), "stripes", 11, ComputeDevice.CPU);
    }

    /// A generator with what it keeps of its training after some steps.
    private static Map<String, HostTensor> generator(Kind kind) throws Exception {
        Map<String, HostTensor> all = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan("game", kind.teacher(), 1e-3), FEED)) {
                trainer.steps(200, JobContext.unattended());
                return trainer.modelWeights();
            }
        });
        Taught encoder = kind.encoder(10);
        Map<String, HostTensor> taken = new LinkedHashMap<>();
        all.forEach((name, weight) -> {
            if (encoder.takes(name)) {
                taken.put(name, weight);
            }
        });
        assertThat(taken.keySet()).allMatch(name -> name.startsWith(Game.GENERATOR));
        return taken;
    }

    private static TrainingPlan plan(Kind kind, Map<String, HostTensor> generator, double imageWeight) {
        return plan("encoder", kind.encoder(imageWeight), 2e-3).beginningWith(generator);
    }

    @ParameterizedTest
    @EnumSource
    void theGeneratorStaysBitForBitWhatItWas(Kind kind) throws Exception {
        Map<String, HostTensor> generator = generator(kind);

        Map<String, HostTensor> trained = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(kind, generator, 10), FEED)) {
                trainer.steps(5, JobContext.unattended());
                return trainer.modelWeights();
            }
        });

        assertThat(trained).containsAllEntriesOf(generator);
        assertThat(trained.keySet())
                .anyMatch(name -> name.startsWith("encoder."))
                .noneMatch(name -> name.startsWith(Game.DISCRIMINATOR));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 0, latentError", "PLAIN, 100, imageError", "STYLED, 0, latentError", "STYLED, 100, imageError"})
    void whatTheEncoderIsToldToMindIsFoundBetterAndBetter(Kind kind, double imageWeight, String term) throws Exception {
        Map<String, HostTensor> generator = generator(kind);

        double[] errors = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan(kind, generator, imageWeight), FEED)) {
                double[] of = new double[300];
                for (int i = 0; i < of.length; i++) {
                    of[i] = trainer.step().terms().getOrDefault(term, Double.NaN);
                }
                return of;
            }
        });

        assertThat(mean(errors, 280, 300))
                .as("from %s over %s", errors[0], mean(errors, 40, 60))
                .isLessThan(0.9 * errors[0]);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @EnumSource
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped(Kind kind) throws Exception {
        StraightAndResumed runs = StraightAndResumed.of(plan(kind, generator(kind), 10), FEED, 7, 3, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }
}
