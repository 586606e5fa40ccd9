package studio.latent.engine.model;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first.
///
/// **Shapes** `values: [n]`; `vectors: [n][n]`, row i belongs to value i; rows are orthonormal.
///
/// **Source** cyclic Jacobi: Golub and Van Loan, "Matrix computations", 4th edition, algorithm 8.5.3.
public record SymmetricEigen(double[] values, double[][] vectors) {
    /// Off-diagonal elements below this share of the matrix's norm are zero.
    private static final double NEGLIGIBLE = 1e-16;

    /// Convergence is quadratic; matrices of a thousand rows need about ten sweeps.
    private static final int MOST_SWEEPS = 60;

    /// **Errors** [IllegalArgumentException] for a matrix that is not finite.
    public static SymmetricEigen of(double[][] symmetric) {
        int n = symmetric.length;
        double[][] a = new double[n][];
        double[][] vectors = new double[n][n];
        double square = 0;
        for (int i = 0; i < n; i++) {
            a[i] = symmetric[i].clone();
            vectors[i][i] = 1;
            for (double value : a[i]) {
                square += value * value;
            }
        }
        if (!Double.isFinite(square)) {
            throw new IllegalArgumentException("eigenvalues: the matrix must be finite, its norm is " + square);
        }
        double negligible = NEGLIGIBLE * Math.sqrt(square);
        int sweep = 0;
        while (sweep(a, vectors, negligible)) {
            if (++sweep == MOST_SWEEPS) {
                throw new IllegalStateException("eigenvalues: no convergence after " + MOST_SWEEPS + " sweeps");
            }
        }
        return sorted(a, vectors);
    }

    /// Rotates every off-diagonal element away once. Returns whether any was left to rotate.
    private static boolean sweep(double[][] a, double[][] vectors, double negligible) {
        boolean rotated = false;
        for (int p = 0; p < a.length - 1; p++) {
            for (int q = p + 1; q < a.length; q++) {
                if (Math.abs(a[p][q]) > negligible) {
                    rotate(a, vectors, p, q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        double[] rowP = a[p];
        double[] rowQ = a[q];
        double element = rowP[q];
        double tau = (rowQ[q] - rowP[p]) / (2 * element);
        double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = tangent * cosine;
        double diagonalP = rowP[p] - tangent * element;
        double diagonalQ = rowQ[q] + tangent * element;
        turn(rowP, rowQ, cosine, sine);
        for (int k = 0; k < a.length; k++) {
            a[k][p] = rowP[k];
            a[k][q] = rowQ[k];
        }
        rowP[p] = diagonalP;
        rowQ[q] = diagonalQ;
        rowP[q] = 0;
        rowQ[p] = 0;
        turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void turn(double[] x, double[] y, double cosine, double sine) {
        for (int k = 0; k < x.length; k++) {
            double xk = x[k];
            double yk = y[k];
            x[k] = cosine * xk - sine * yk;
            y[k] = sine * xk + cosine * yk;
        }
    }

    private static SymmetricEigen sorted(double[][] a, double[][] vectors) {
        int[] order = IntStream.range(0, a.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]).thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[a.length];
        double[][] rows = new double[a.length][];
        for (int i = 0; i < order.length; i++) {
            values[i] = a[order[i]][order[i]];
            rows[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, rows);
    }
}
