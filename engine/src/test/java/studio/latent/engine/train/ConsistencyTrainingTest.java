package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.UsualSampling;
import studio.latent.engine.model.diffusion.Consistency;
import studio.latent.engine.model.diffusion.ConsistencyObjective;
import studio.latent.engine.model.diffusion.ConsistencySpec;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// Few-step students in the one training loop.
class ConsistencyTrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 6);
    private static final Diffusion TEACHER = SmallDiffusion.of(SHAPE, List.of("a", "b", "c"));

    @TempDir
    Path folder;

    private static TrainingPlan plan(String type, ModelDefinition model) {
        return new TrainingPlan(
                type, model, StepProgramTest.spec(Optimizer.ADAM, 1e-3, 1), "stripes", 11, ComputeDevice.CPU);
    }

    /// A teacher after some steps of its own training.
    private static Map<String, HostTensor> teacher() throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan("diffusion", TEACHER), FEED)) {
                trainer.steps(60, JobContext.unattended());
                return trainer.modelWeights();
            }
        });
    }

    private static TrainingPlan student(Map<String, HostTensor> teacher, double guidance) {
        return plan(
                        "consistency",
                        new Consistency(new ConsistencySpec(TEACHER.spec(), new ConsistencyObjective(guidance, 8))))
                .beginningWith(teacher);
    }

    @Test
    void aStudentBeginsAsItsTeacherAndHasItsArraysAlone() throws Exception {
        Map<String, HostTensor> teacher = teacher();

        Map<String, HostTensor> begun = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(student(teacher, 1), FEED)) {
                return trainer.modelWeights();
            }
        });

        assertThat(begun).isEqualTo(teacher);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2})
    void aStudentBecomesConsistentAlongTheWay(double guidance) throws Exception {
        Map<String, HostTensor> teacher = teacher();

        double[] losses = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(student(teacher, guidance), FEED)) {
                double[] of = new double[150];
                for (int i = 0; i < of.length; i++) {
                    of[i] = trainer.step().terms().getOrDefault("consistencyLoss", Double.NaN);
                }
                return of;
            }
        });

        assertThat(mean(losses, 130, 150)).isLessThan(0.95 * mean(losses, 0, 20));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    @Test
    void aResumedStudentComputesTheSameBitsAsOneThatNeverStopped() throws Exception {
        TrainingPlan plan = student(teacher(), 1.5);
        StraightAndResumed runs = StraightAndResumed.of(plan, FEED, 7, 3, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }

    @Test
    void aStudentIsSampledInFewStepsAndNotTrainedWithoutItsTeacher() {
        Consistency alone = new Consistency(new ConsistencySpec(TEACHER.spec(), new ConsistencyObjective(1, 8)));

        assertThat(alone.usualSampling()).isEqualTo(UsualSampling.OF_FEW_STEPS);
        assertThat(alone.conditions()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.TRAIN, _ -> Trainer.fresh(plan("consistency", alone), FEED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its teacher's weights");
    }
}
