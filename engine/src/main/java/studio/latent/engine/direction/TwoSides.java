package studio.latent.engine.direction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

/// Latents on a plus and a minus side, and the direction from one to the other.
///
/// A latent may lie on both sides in shares, as a classifier's probabilities have it: the mean difference and the
/// logistic regression take the shares as they are, the support vector machine takes the larger one and counts it
/// as much as it is away from ½.
///
/// Latents are centred and divided by one number, the root of their mean variance, so that the price of a long
/// vector means the same in every model and angles stay what they are.
public final class TwoSides {
    private static final double COST = 1;

    /// Share of a direction that must be left when others are projected out.
    private static final double LEAST_REST = 0.05;

    /// Draws of one refit take their numbers from one stretch of the stream.
    private static final long STRIDE = 1L << 32;

    private final double[] shares;
    private final double[][] scaled;
    private final Reading reading;

    /// What of a plane between two sides is their direction.
    public enum Reading {
        /// Its normal: of latents that vary alike in every direction, as those of a prior N(0, I).
        NORMAL,

        /// How latents vary with their distance from it: their covariance times the normal.
        ///
        /// An encoder's latents vary little in some directions, in which a step that is small beside
        /// others leads far from all images; the normal points there whenever that helps to tell the
        /// sides apart.
        ///
        /// **Source** Haufe et al., "On the interpretation of weight vectors of linear models in multivariate
        /// neuroimaging", 2014, theorem 1.
        PATTERN
    }

    /// **Shapes** `latents: [n][d]`; `shares: [n]`, the share of the plus side, in [0, 1].
    ///
    /// **Errors** [IllegalArgumentException] for no latent on one side, several dimensions or numbers out of range.
    public TwoSides(float[][] latents, double[] shares, Reading reading) {
        this.reading = reading;
        if (latents.length != shares.length || latents.length < 2) {
            throw new IllegalArgumentException("sides: latents and shares must be as many and at least 2, got "
                    + latents.length + " and " + shares.length);
        }
        for (int i = 0; i < shares.length; i++) {
            if (!(shares[i] >= 0 && shares[i] <= 1)) {
                throw new IllegalArgumentException("sides: shares must be within [0, 1], got " + shares[i]);
            }
            if (latents[i].length != latents[0].length) {
                throw new IllegalArgumentException("sides: latents must be of one dimension, got " + latents[0].length
                        + " and " + latents[i].length);
            }
        }
        this.shares = shares.clone();
        if (plus() == 0 || minus() == 0) {
            throw new IllegalArgumentException(
                    "sides: each needs a latent, got " + plus() + " on plus and " + minus() + " on minus");
        }
        this.scaled = scaled(latents);
    }

    /// Latents that lie wholly on one side.
    ///
    /// @param reading what a plane between the sides says of the way, by how the latents vary
    public static TwoSides of(List<Latent> plus, List<Latent> minus, Reading reading) {
        float[][] rows = new float[plus.size() + minus.size()][];
        double[] shares = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (i < plus.size() ? plus.get(i) : minus.get(i - plus.size())).values();
            shares[i] = i < plus.size() ? 1 : 0;
        }
        return new TwoSides(rows, shares, reading);
    }

    /// Number of latents that lie more on the plus side.
    public int plus() {
        return (int) Arrays.stream(shares).filter(share -> share >= 0.5).count();
    }

    public int minus() {
        return shares.length - plus();
    }

    /// What is done to a direction between two sides.
    ///
    /// @param effects what it is turned away from; null for none
    /// @param others directions that it shall then be at right angles to
    public record Refinement(@Nullable SideEffects effects, List<float[]> others) {
        /// The direction as it is found.
        public static final Refinement NONE = new Refinement(null, List.of());

        public Refinement {
            others = List.copyOf(others);
        }

        /// What is left of a direction without the others, as a share of it.
        double[] rest(double[] direction) {
            return UnitVectors.without(
                    SideEffects.sparing(effects, UnitVectors.unit(direction)),
                    others.stream().map(UnitVectors::doubles).toList());
        }

        /// The same as a direction of length 1.
        ///
        /// **Errors** [IllegalArgumentException] where hardly anything is left.
        double[] applied(double[] direction) {
            double[] rest = rest(direction);
            if (!(UnitVectors.dot(rest, rest) >= LEAST_REST * LEAST_REST)) {
                throw new IllegalArgumentException("direction: hardly anything of it is left without the others");
            }
            return UnitVectors.unit(rest);
        }
    }

    /// The direction from minus to plus at right angles to `others`. **Shapes** `[d]`, of length 1.
    ///
    /// **Errors** as of a refined one.
    public float[] direction(DirectionMethod method, List<float[]> others) {
        return direction(method, new Refinement(null, others));
    }

    /// The direction from minus to plus, refined. **Shapes** `[d]`, of length 1.
    ///
    /// **Errors** [IllegalArgumentException] for a method without sides, for sides that nothing tells apart, and
    /// where hardly anything is left beside the others.
    public float[] direction(DirectionMethod method, Refinement refinement) {
        double[] once = new double[shares.length];
        Arrays.fill(once, 1);
        return UnitVectors.floats(refinement.applied(vector(method, once)));
    }

    /// How alike the directions of resampled latents are to that of all: each side is drawn anew, with repetition.
    ///
    /// @param direction what [#direction] gave
    public Confidence confidence(
            DirectionMethod method, Refinement refinement, float[] direction, long seed, JobContext context) {
        return Confidence.ofRefits(
                direction, seed, context, refit -> refinement.rest(vector(method, resampled(refit, seed))));
    }

    private double[] vector(DirectionMethod method, double[] weights) {
        return switch (method) {
            case MEAN_DIFFERENCE -> meanDifference(weights);
            case LOGISTIC_REGRESSION -> plane(LinearLoss.LOGISTIC, weights);
            case LINEAR_SVM -> plane(LinearLoss.SQUARED_HINGE, weights);
            case MEAN_CHANGE, PARTIAL_DIFFERENCE, PRINCIPAL_COMPONENT, WEIGHT_FACTOR, ACTIVATION_COMPONENT ->
                throw new IllegalArgumentException("method must be one that tells sides apart, got " + method);
        };
    }

    private double[] plane(LinearLoss loss, double[] weights) {
        double[] normal =
                new LinearProblem(scaled, shares, COST).solve(loss, weights).weights();
        return reading == Reading.NORMAL ? normal : pattern(normal, weights);
    }

    /// Σ weightᵢ · xᵢ (xᵢ · normal): the covariance times the normal, up to a factor.
    private double[] pattern(double[] normal, double[] weights) {
        double[] pattern = new double[normal.length];
        for (int i = 0; i < scaled.length; i++) {
            double factor = weights[i] * UnitVectors.dot(scaled[i], normal);
            for (int j = 0; j < pattern.length; j++) {
                pattern[j] += factor * scaled[i][j];
            }
        }
        return pattern;
    }

    private double[] meanDifference(double[] weights) {
        double[] difference = new double[scaled[0].length];
        double ofPlus = 0;
        double ofMinus = 0;
        for (int i = 0; i < shares.length; i++) {
            ofPlus += weights[i] * shares[i];
            ofMinus += weights[i] * (1 - shares[i]);
        }
        for (int i = 0; i < shares.length; i++) {
            double factor = weights[i] * (shares[i] / ofPlus - (1 - shares[i]) / ofMinus);
            for (int j = 0; j < difference.length; j++) {
                difference[j] += factor * scaled[i][j];
            }
        }
        return difference;
    }

    /// How often each latent is drawn when each side is drawn anew.
    private double[] resampled(int refit, long seed) {
        double[] counts = new double[shares.length];
        int[] plus = side(true);
        int[] minus = side(false);
        for (int i = 0; i < shares.length; i++) {
            int[] from = i < plus.length ? plus : minus;
            double uniform = Noise.uniform(seed, Noise.Stream.RESAMPLE, refit * STRIDE + i);
            counts[from[(int) (uniform * from.length)]]++;
        }
        return counts;
    }

    private int[] side(boolean plus) {
        return IntStream.range(0, shares.length)
                .filter(i -> shares[i] >= 0.5 == plus)
                .toArray();
    }

    private static double[][] scaled(float[][] latents) {
        int d = latents[0].length;
        double[] mean = new double[d];
        for (float[] latent : latents) {
            for (int j = 0; j < d; j++) {
                mean[j] += latent[j] / (double) latents.length;
            }
        }
        double square = 0;
        double[][] scaled = new double[latents.length][d];
        for (int i = 0; i < latents.length; i++) {
            for (int j = 0; j < d; j++) {
                scaled[i][j] = latents[i][j] - mean[j];
                square += scaled[i][j] * scaled[i][j];
            }
        }
        double unit = Math.sqrt(square / ((double) latents.length * d));
        if (!(unit > 0) || !Double.isFinite(unit)) {
            throw new IllegalArgumentException("sides: latents must be finite and differ, their deviation is " + unit);
        }
        for (double[] row : scaled) {
            for (int j = 0; j < d; j++) {
                row[j] /= unit;
            }
        }
        return scaled;
    }
}
