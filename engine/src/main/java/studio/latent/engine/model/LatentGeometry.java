package studio.latent.engine.model;

/// What is known of a latent space: its dimension and, once data were encoded, the directions in which they vary.
///
/// **Shapes** `mean: [d]`; `axes: [k][d]`, orthonormal, largest variance first; `deviations: [k]`, standard
/// deviations of the encoded data along the axes. Before data were encoded k = d, the axes are the coordinates, the
/// mean is 0 and the deviations are 1.
///
/// **Source** principal component analysis of the encoder's means (GANSpace, Härkönen et al. 2020, does it for
/// GANs).
public record LatentGeometry(int dimension, float[] mean, float[][] axes, float[] deviations, boolean fitted) {
    /// As many as a latent of the studio's autoencoders has at most.
    private static final int MOST_AXES = 1024;

    public LatentGeometry {
        if (dimension < 1 || mean.length != dimension || axes.length != deviations.length) {
            throw new IllegalArgumentException(
                    "geometry: mean must be [" + dimension + "], axes and deviations [k], got [" + mean.length + "], ["
                            + axes.length + "], [" + deviations.length + "]");
        }
    }

    /// The geometry of a latent space of which nothing is known but its dimension; of a very large one, such as
    /// that of a diffusion model's noise, only the first coordinates are axes.
    public static LatentGeometry standard(int dimension) {
        int known = Math.min(dimension, MOST_AXES);
        float[][] axes = new float[known][dimension];
        float[] deviations = new float[known];
        for (int i = 0; i < known; i++) {
            axes[i][i] = 1;
            deviations[i] = 1;
        }
        return new LatentGeometry(dimension, new float[dimension], axes, deviations, false);
    }
}
