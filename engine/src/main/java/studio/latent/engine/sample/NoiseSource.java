package studio.latent.engine.sample;

/// Where a stochastic sampler gets its noise from.
@FunctionalInterface
public interface NoiseSource {
    /// Standard normals for one step of one run: always the same for the same step and shape.
    ///
    /// **Shapes** `shape: [N, …]`, the batch's; row i belongs to image i and depends on nothing of the others.
    Samples normals(int step, int[] shape);
}
