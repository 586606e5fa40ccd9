package studio.latent.engine.direction;

import java.util.Arrays;

/// The plane w·x + b = 0 that parts two sides at the least price: ½|w|² + C · Σ sᵢ · loss(w·xᵢ + b, tᵢ).
///
/// The intercept b has no price. With [LinearLoss#LOGISTIC] this is the logistic regression, with
/// [LinearLoss#SQUARED_HINGE] the linear support vector machine (L2-SVM) of scikit-learn. Sums run in one order, so
/// that the same numbers come out on every machine.
///
/// **Shapes** `rows: [n][d]`, `targets: [n]` in [0, 1].
///
/// **Source** truncated Newton: Lin, Weng and Keerthi, "Trust region Newton method for large-scale logistic
/// regression", 2008, here with backtracking; Keerthi and DeCoste, "A modified finite Newton method for fast
/// solution of large scale linear SVMs", 2005.
final class LinearProblem {
    /// Share of the first gradient's length at which the plane is found.
    private static final double SOLVED = 1e-9;

    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 40;
    private static final double LEAST_DECREASE = 1e-4;

    private final double[][] rows;
    private final double[] targets;
    private final double cost;
    private final int dimension;

    LinearProblem(double[][] rows, double[] targets, double cost) {
        if (rows.length == 0 || rows.length != targets.length) {
            throw new IllegalArgumentException("plane: rows and targets must be as many and at least one, got "
                    + rows.length + " and " + targets.length);
        }
        if (!(cost > 0)) {
            throw new IllegalArgumentException("plane: cost must be positive, got " + cost);
        }
        this.rows = rows;
        this.targets = targets;
        this.cost = cost;
        this.dimension = rows[0].length;
    }

    /// A plane. **Shapes** `weights: [d]`.
    record Plane(double[] weights, double intercept) {}

    /// The plane of rows that count once each.
    Plane solve(LinearLoss loss) {
        double[] once = new double[rows.length];
        Arrays.fill(once, 1);
        return solve(loss, once);
    }

    /// The plane of rows that count `weights` times each.
    Plane solve(LinearLoss loss, double[] weights) {
        Place at = place(loss, weights, new double[dimension + 1], new double[rows.length]);
        double first = length(gradient(loss, weights, at));
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(loss, weights, at);
            double size = length(gradient);
            if (size <= SOLVED * first) {
                break;
            }
            double[] way = newtonStep(loss, weights, at, gradient, Math.min(0.1, Math.sqrt(size / first)));
            Place next = along(loss, weights, at, way, UnitVectors.dot(gradient, way));
            if (!(next.price < at.price)) {
                // no step makes it cheaper in double precision: it is the least
                break;
            }
            at = next;
        }
        return new Plane(Arrays.copyOf(at.plane, dimension), at.plane[dimension]);
    }

    /// A plane (w, b), its margins and its price.
    private record Place(double[] plane, double[] margins, double price) {}

    private Place place(LinearLoss loss, double[] weights, double[] plane, double[] margins) {
        return new Place(plane, margins, price(loss, weights, plane, margins));
    }

    /// The first of the whole step, its half, its quarter … that is cheap enough.
    private Place along(LinearLoss loss, double[] weights, Place at, double[] way, double fall) {
        double[] slope = margins(way);
        double share = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            Place next = place(loss, weights, sum(at.plane, way, share), sum(at.margins, slope, share));
            if (next.price <= at.price + LEAST_DECREASE * share * fall) {
                return next;
            }
            share /= 2;
        }
        return at;
    }

    /// w·xᵢ + b of each row.
    private double[] margins(double[] plane) {
        double[] margins = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            double sum = plane[dimension];
            for (int j = 0; j < dimension; j++) {
                sum += plane[j] * row[j];
            }
            margins[i] = sum;
        }
        return margins;
    }

    private double price(LinearLoss loss, double[] weights, double[] plane, double[] margins) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            if (weights[i] > 0) {
                sum += weights[i] * loss.value(margins[i], targets[i]);
            }
        }
        double square = 0;
        for (int j = 0; j < dimension; j++) {
            square += plane[j] * plane[j];
        }
        return square / 2 + cost * sum;
    }

    private double[] gradient(LinearLoss loss, double[] weights, Place at) {
        double[] factors = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            factors[i] = weights[i] > 0 ? cost * weights[i] * loss.slope(at.margins[i], targets[i]) : 0;
        }
        return withRidge(weightedRows(factors), at.plane);
    }

    /// Σ factorᵢ · (xᵢ, 1).
    private double[] weightedRows(double[] factors) {
        double[] sum = new double[dimension + 1];
        for (int i = 0; i < rows.length; i++) {
            double factor = factors[i];
            if (factor != 0) {
                double[] row = rows[i];
                for (int j = 0; j < dimension; j++) {
                    sum[j] += factor * row[j];
                }
                sum[dimension] += factor;
            }
        }
        return sum;
    }

    private double[] withRidge(double[] sum, double[] plane) {
        for (int j = 0; j < dimension; j++) {
            sum[j] += plane[j];
        }
        return sum;
    }

    /// Solves H s = −g by conjugate gradients until the residual is `share` of g.
    private double[] newtonStep(LinearLoss loss, double[] weights, Place at, double[] gradient, double share) {
        double[] curvature = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            curvature[i] = weights[i] > 0 ? cost * weights[i] * loss.curvature(at.margins[i], targets[i]) : 0;
        }
        double[] step = new double[dimension + 1];
        double[] residual = sum(new double[dimension + 1], gradient, -1);
        double[] way = residual.clone();
        double square = UnitVectors.dot(residual, residual);
        double enough = share * share * square;
        for (int i = 0; i <= 2 * dimension && square > enough; i++) {
            double[] turned = curved(curvature, way);
            double bend = UnitVectors.dot(way, turned);
            if (!(bend > 0)) {
                break;
            }
            double length = square / bend;
            step = sum(step, way, length);
            residual = sum(residual, turned, -length);
            double next = UnitVectors.dot(residual, residual);
            way = sum(residual, way, next / square);
            square = next;
        }
        return step;
    }

    /// The Hessian times a vector.
    private double[] curved(double[] curvature, double[] way) {
        double[] factors = margins(way);
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= curvature[i];
        }
        return withRidge(weightedRows(factors), way);
    }

    private static double[] sum(double[] x, double[] y, double factor) {
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sum[i] = x[i] + factor * y[i];
        }
        return sum;
    }

    private static double length(double[] x) {
        return Math.sqrt(UnitVectors.dot(x, x));
    }
}
