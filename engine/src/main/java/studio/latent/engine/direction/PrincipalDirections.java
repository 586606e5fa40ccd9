package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.PrincipalAxes;
import studio.latent.engine.tensor.Noise;

/// The directions in which latents vary most.
///
/// **Source** Härkönen et al., "GANSpace: discovering interpretable GAN controls", 2020.
public final class PrincipalDirections {
    private static final int REFITS = 20;

    /// Eigenvectors of more dimensions than this are not sought again and again.
    private static final int MOST_DIMENSIONS = 256;

    private static final long STRIDE = 1L << 32;

    private PrincipalDirections() {}

    /// The first `count` axes of what is already known of encoded data.
    public static List<Direction> of(LatentGeometry geometry, int count) {
        return ofAxes(geometry, DirectionSpace.Z, count, 0);
    }

    /// The first `count` axes of latents, with confidence where they have at most 256 dimensions.
    ///
    /// **Shapes** `latents: [n][d]`, n ≥ 2.
    public static List<Direction> of(
            float[][] latents, DirectionSpace space, int count, long seed, JobContext context) {
        List<Direction> found = ofAxes(PrincipalAxes.fit(latents), space, count, latents.length);
        if (latents[0].length > MOST_DIMENSIONS) {
            return found;
        }
        double[][] cosines = new double[found.size()][REFITS];
        for (int refit = 0; refit < REFITS; refit++) {
            context.checkCancelled();
            context.progress("Refitting to resampled latents", refit, REFITS);
            float[][] rows = new float[latents.length][];
            for (int i = 0; i < rows.length; i++) {
                double uniform = Noise.uniform(seed, Noise.Stream.RESAMPLE, refit * STRIDE + i);
                rows[i] = latents[(int) (uniform * rows.length)];
            }
            float[][] axes = PrincipalAxes.fit(rows).axes();
            for (int k = 0; k < found.size(); k++) {
                // an axis has no sign
                cosines[k][refit] =
                        Math.abs(UnitVectors.dot(axes[k], found.get(k).vector()));
            }
        }
        List<Direction> measured = new ArrayList<>();
        for (int k = 0; k < found.size(); k++) {
            measured.add(found.get(k).with(Confidence.ofCosines(cosines[k], seed)));
        }
        return measured;
    }

    private static List<Direction> ofAxes(LatentGeometry geometry, DirectionSpace space, int count, int latents) {
        List<Direction> directions = new ArrayList<>();
        for (int k = 0; k < Math.min(count, geometry.axes().length); k++) {
            if (geometry.deviations()[k] > 0) {
                directions.add(Direction.of(
                        "component " + (k + 1),
                        space,
                        UnitVectors.unit(UnitVectors.doubles(geometry.axes()[k])),
                        Calibration.of(geometry.axes()[k], geometry),
                        DirectionOrigin.unlabelled(DirectionMethod.PRINCIPAL_COMPONENT, latents, 0)));
            }
        }
        return directions;
    }
}
