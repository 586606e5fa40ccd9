package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class TrainerTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final FakeFeed FEED = new FakeFeed(SHAPE, 100);

    static TrainingPlan plan(VaeSpec.Network network, double dropout, Optimizer optimizer, double learningRate) {
        VaeSpec model = new VaeSpec(SHAPE, 3, network, 8, 16, dropout, VaeSpec.Likelihood.GAUSSIAN, 1, 10, 0.01);
        return new TrainingPlan(
                "vae",
                new Vae(model),
                StepProgramTest.spec(optimizer, learningRate, 1),
                "stripes",
                11,
                ComputeDevice.CPU);
    }

    @ParameterizedTest
    @EnumSource(VaeSpec.Network.class)
    void aResumedRunComputesTheSameBitsAsOneThatNeverStopped(VaeSpec.Network network, @TempDir Path folder)
            throws Exception {
        TrainingPlan plan = plan(network, network == VaeSpec.Network.LINEAR ? 0 : 0.2, Optimizer.ADAMW, 1e-3);
        StraightAndResumed runs = StraightAndResumed.of(plan, FEED, 12, 7, folder);

        assertThat(runs.resumed()).isEqualTo(runs.straight());
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithItsReason() {
        TrainingPlan plan = plan(VaeSpec.Network.CONVOLUTIONAL, 0, Optimizer.SGD, 10);

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.TRAIN, _ -> {
                    try (Trainer trainer = Trainer.fresh(
                            new TrainingPlan(
                                    plan.type(),
                                    plan.model(),
                                    StepProgramTest.spec(Optimizer.SGD, 10, 0),
                                    plan.dataset(),
                                    plan.seed(),
                                    plan.device()),
                            FEED)) {
                        return trainer.steps(100, JobContext.unattended());
                    }
                }))
                .isInstanceOf(TrainingDiverged.class)
                .hasMessageContaining("diverged")
                .hasMessageContaining("smaller learning rate");
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() throws Exception {
        TrainingPlan one = plan(VaeSpec.Network.LINEAR, 0, Optimizer.ADAM, 1e-3);
        TrainingPlan other = plan(VaeSpec.Network.CONVOLUTIONAL, 0, Optimizer.ADAM, 1e-3);
        Checkpoint checkpoint = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(one, FEED)) {
                return trainer.checkpoint();
            }
        });

        assertThatThrownBy(() -> OnLane.call(Lane.Kind.TRAIN, _ -> Trainer.resumed(other, FEED, checkpoint)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("does not belong to this run");
    }

    @Test
    void twoRunsOfTheSameSeedAreEqualAndOfAnotherAreNot() throws Exception {
        TrainingPlan plan = plan(VaeSpec.Network.CONVOLUTIONAL, 0, Optimizer.ADAM, 1e-3);
        TrainingPlan another =
                new TrainingPlan(plan.type(), plan.model(), plan.spec(), plan.dataset(), 12, plan.device());

        assertThat(lossesOf(plan)).isEqualTo(lossesOf(plan)).isNotEqualTo(lossesOf(another));
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void everyDeviceTakesTheStepsOfTheCpu(ComputeDevice device) throws Exception {
        TrainingPlan plan = plan(VaeSpec.Network.CONVOLUTIONAL, 0.1, Optimizer.ADAM, 1e-3);
        Trainer.StepResult onCpu = lossesOf(plan);

        Trainer.StepResult onDevice =
                lossesOf(new TrainingPlan(plan.type(), plan.model(), plan.spec(), plan.dataset(), plan.seed(), device));

        assertThat(onDevice.terms().keySet()).isEqualTo(onCpu.terms().keySet());
        onCpu.terms()
                .forEach((term, loss) -> assertThat(onDevice.terms().getOrDefault(term, Double.NaN))
                        .as(term)
                        .isCloseTo(loss, within(Devices.tolerance(device, 0) * Math.abs(loss))));
    }

    private static Trainer.StepResult lossesOf(TrainingPlan plan) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, FEED)) {
                return trainer.steps(3, JobContext.unattended());
            }
        });
    }
}
