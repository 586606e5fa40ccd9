package studio.latent.engine.model;

/// A training step of a student that learns from a teacher with the same network.
///
/// What the run is given to begin with are the teacher's weights. The program has the network once, as the
/// method [#NETWORK]; the step calls it with three lists of weights.
public interface Distillation extends TrainingStep {
    /// Name of the method that computes the network: `(x, t)`, and `c` where there are conditions.
    String NETWORK = "denoise";

    /// The list of the weights that are trained.
    String STUDENT = "p";

    /// The list of those weights' moving averages; of themselves, without gradients, in a run that keeps none.
    String AVERAGE = "e";

    /// The list of the teacher's weights.
    String TEACHER = "f";

    /// What writes the network.
    Denoises network();
}
