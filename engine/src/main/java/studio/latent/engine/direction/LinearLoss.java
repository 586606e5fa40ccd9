package studio.latent.engine.direction;

/// The price of a place on the wrong side of a plane, and how it grows.
///
/// `target` is the share of the plus side, in [0, 1]; `margin` is w·x + b.
enum LinearLoss {
    /// Cross entropy of the logistic function with the target.
    LOGISTIC {
        @Override
        double value(double margin, double target) {
            double softplus = Math.max(margin, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
            return softplus - target * margin;
        }

        @Override
        double slope(double margin, double target) {
            return logistic(margin) - target;
        }

        @Override
        double curvature(double margin, double target) {
            double p = logistic(margin);
            return p * (1 - p);
        }
    },

    /// Square of what a margin lacks to 1 on its target's side; a target counts as much as it is away from ½.
    SQUARED_HINGE {
        @Override
        double value(double margin, double target) {
            double lack = lack(margin, target);
            return weight(target) * lack * lack;
        }

        @Override
        double slope(double margin, double target) {
            return -2 * weight(target) * side(target) * lack(margin, target);
        }

        @Override
        double curvature(double margin, double target) {
            return lack(margin, target) > 0 ? 2 * weight(target) : 0;
        }
    };

    abstract double value(double margin, double target);

    abstract double slope(double margin, double target);

    abstract double curvature(double margin, double target);

    private static double logistic(double margin) {
        double e = StrictMath.exp(-Math.abs(margin));
        return margin >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private static int side(double target) {
        return target >= 0.5 ? 1 : -1;
    }

    private static double weight(double target) {
        return Math.abs(2 * target - 1);
    }

    private static double lack(double margin, double target) {
        return Math.max(0, 1 - side(target) * margin);
    }
}
