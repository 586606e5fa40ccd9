package studio.latent.engine.model;

/// How much noise a diffusion model meets while it is trained, and how it is told how much.
///
/// Everything outside of the network speaks of **sigma**: the deviation of the noise in `x = x0 + sigma·noise`, in the
/// units of the data. A model that was trained on x_t = a·x0 + b·noise is the same model with sigma = b / a and
/// x_t = a·x, so that one frame serves variance-preserving models, rectified flows and EDM. A schedule knows the
/// two numbers that belong to a sigma: the factor a, and the time that the network takes.
///
/// **Units** sigma in data units (images span [−1, 1]); time as the network takes it, larger for more noise.
public sealed interface NoiseSchedule permits VariancePreserving, RectifiedFlow, EdmNoise {
    /// The least sigma that the model knows; more than 0.
    double sigmaMin();

    /// The largest sigma, where sampling starts from pure noise.
    double sigmaMax();

    /// The factor a of x_t = a·x. A sigma out of range is answered by the same formula.
    double signal(double sigma);

    /// The time of a sigma; the nearest known time for a sigma out of range.
    double time(double sigma);

    /// The sigma of a time: the inverse of [#time], clamped to the range.
    double sigmaAt(double time);
}
