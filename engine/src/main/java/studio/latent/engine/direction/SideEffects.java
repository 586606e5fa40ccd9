package studio.latent.engine.direction;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.SymmetricEigen;

/// How much of what a direction is not for changes, whichever way a point is moved.
///
/// It is M, the mean over points of JᵀJ, where J says how a step along each axis changes the probabilities of the
/// other attributes, and how it changes pixels outside the attribute's region; each of the two is brought to a mean
/// of 1 over the axes. A direction w is turned to the d that makes (w · d)² / dᵀ(I + s·M)d largest, which is
/// (I + s·M)⁻¹w: what else changes is weighed against how well the sides are told apart.
///
/// Projecting other directions out takes away what changes on average, the same for every point. This takes away
/// what changes anywhere, also where one point loses what another gains.
///
/// **Source** the quotient of what shall change and what shall not: Zhu et al., "Region-based semantic
/// factorization
/// in GANs", 2022; here with the attribute's direction above the line, finite steps, and attributes beside pixels.
public final class SideEffects {
    private final SymmetricEigen axes;
    private final double strength;

    private SideEffects(SymmetricEigen axes, double strength) {
        this.axes = axes;
        this.strength = strength;
    }

    /// What happened at some points.
    public static final class Sum {
        private final double[][] attributes;
        private final double[][] pixels;

        /// @param dimension d
        public Sum(int dimension) {
            attributes = new double[dimension][dimension];
            pixels = new double[dimension][dimension];
        }

        /// Adds a point.
        ///
        /// **Shapes** `attributeChanges: [d][k]`, `pixelChanges: [d][p]`: what a step along each axis changes.
        public void add(float[][] attributeChanges, float[][] pixelChanges) {
            addGram(attributes, attributeChanges);
            addGram(pixels, pixelChanges);
        }

        private static void addGram(double[][] sum, float[][] changes) {
            if (changes.length != sum.length) {
                throw new IllegalArgumentException(
                        "side effects: changes must be along " + sum.length + " axes, got " + changes.length);
            }
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j <= i; j++) {
                    double product = UnitVectors.dot(changes[i], changes[j]);
                    sum[i][j] += product;
                    if (j < i) {
                        sum[j][i] += product;
                    }
                }
            }
        }

        /// The side effects of all points.
        ///
        /// @param strength s, at least 0; at 1 an axis with the usual side effects keeps a third
        public SideEffects weighing(double strength) {
            if (!(strength >= 0) || !Double.isFinite(strength)) {
                throw new IllegalArgumentException("strength must be at least 0, got " + strength);
            }
            double ofAttributes = scale(attributes);
            double ofPixels = scale(pixels);
            int d = attributes.length;
            double[][] both = new double[d][d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    both[i][j] = ofAttributes * attributes[i][j] + ofPixels * pixels[i][j];
                }
            }
            return new SideEffects(SymmetricEigen.of(both), strength);
        }

        /// What makes the mean of the diagonal 1; 0 where nothing changed.
        private static double scale(double[][] sum) {
            double trace = 0;
            for (int i = 0; i < sum.length; i++) {
                trace += sum[i][i];
            }
            return trace > 0 ? sum.length / trace : 0;
        }
    }

    /// A direction turned to where less changes besides; not of length 1. **Shapes** `[d]`.
    double[] spared(double[] direction) {
        double[] turned = new double[direction.length];
        for (int k = 0; k < turned.length; k++) {
            double[] axis = axes.vectors()[k];
            // rounding leaves a value of 0 slightly negative
            double share = UnitVectors.dot(axis, direction) / (1 + strength * Math.max(0, axes.values()[k]));
            for (int i = 0; i < turned.length; i++) {
                turned[i] += share * axis[i];
            }
        }
        return turned;
    }

    /// A direction of length 1 turned by `effects`, where there are some; of length 1.
    static double[] sparing(@Nullable SideEffects effects, double[] unit) {
        return effects == null ? unit : UnitVectors.unit(effects.spared(unit));
    }
}
