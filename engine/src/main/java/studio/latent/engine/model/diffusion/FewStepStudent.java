package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.model.UsualSampling;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A student with its teacher's network, trained by [SelfConsistency] to jump from any noise level to the end.
interface FewStepStudent extends Taught, Denoises {
    /// What the preset of such a student sets.
    Map<String, String> PRESET = Map.of(
            "batch", "32",
            "steps", "4000",
            "learningRate", "0.0003",
            "warmupSteps", "50",
            "clipNorm", "1",
            "weightDecay", "0",
            "emaHalfLife", "1500",
            "gridEvery", "250");

    /// The definition that student and teacher share.
    SelfConsistency.Teacher network();

    ConsistencyObjective objective();

    @Override
    default Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network().predict(g, x, times, condition);
    }

    @Override
    default boolean selfConditioned() {
        return network().selfConditioned();
    }

    @Override
    default boolean tiles() {
        return network().tiles();
    }

    @Override
    default SampleShape sampleShape() {
        return network().sampleShape();
    }

    @Override
    default Preconditioning preconditioning() {
        return network().preconditioning();
    }

    @Override
    default List<String> conditions() {
        return network().conditions();
    }

    @Override
    default UsualSampling usualSampling() {
        return UsualSampling.OF_FEW_STEPS;
    }

    @Override
    default TrainingStep trainingStep() {
        return new SelfConsistency(network(), objective());
    }
}
