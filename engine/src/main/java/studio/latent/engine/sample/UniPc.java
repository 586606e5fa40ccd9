package studio.latent.engine.sample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Range;

/// UniPC: a multistep predictor, and a corrector that uses the next step's evaluation once more at no cost.
///
/// The order grows over the first steps and falls over the last; the step to 0 gives the denoised image. **Source**
/// Zhao et al. 2023, "UniPC", algorithms 5 and 6 (data prediction), in the frame x = x0 + sigma·noise.
///
/// @param order of the predictor; the corrector adds one
public record UniPc(@Range(min = 1, max = 3) int order, Variant variant) implements Sampler {
    /// The function B(h) that scales the correction.
    public enum Variant {
        /// B(h) = h.
        BH1,
        /// B(h) = e^h − 1.
        BH2
    }

    public UniPc {
        if (order < 1 || order > 3) {
            throw new IllegalArgumentException("order must be in [1, 3], got " + order);
        }
    }

    @Override
    public Samples loop(Denoiser denoiser, Samples start, SigmaGrid grid, SampleContext context)
            throws StudioException {
        Samples x = start;
        List<Samples> known = new ArrayList<>(); // denoised at each step so far
        @Nullable Move last = null;
        for (int i = 0; i < grid.steps(); i++) {
            Samples denoised = denoiser.denoised(x, grid.from(i));
            context.report(i, grid, x, denoised);
            if (last != null) {
                x = last.corrected(known, denoised);
            }
            known.add(denoised);
            if (grid.to(i) == 0) {
                return denoised;
            }
            int usable = Math.min(order, Math.min(i + 1, grid.steps() - i));
            last = Move.of(x, grid, i, usable, variant);
            x = last.predicted(known);
        }
        return x;
    }

    /// One step with the numbers that its predictor and its corrector share.
    ///
    /// | here | paper |
    /// |---|---|
    /// | `nodes[k]` | r_k = (λ of an older step − λ) / h, below 0; the last is 1, the step's end |
    /// | `right[k]` | φ_k(h)·k! / B(h), the right side of the order conditions |
    /// | `scale` | B(h) for −h |
    private record Move(Samples x, int step, double ratio, double scale, double[] nodes, double[] right) {
        static Move of(Samples x, SigmaGrid grid, int step, int order, Variant variant) {
            double ratio = grid.to(step) / grid.from(step);
            double minusH = Math.log(ratio);
            double scale = switch (variant) {
                case BH1 -> minusH;
                case BH2 -> ratio - 1;
            };
            double[] nodes = new double[order];
            double[] right = new double[order];
            double phi = (ratio - 1) / minusH - 1;
            double factorial = 1;
            for (int k = 1; k <= order; k++) {
                nodes[k - 1] = k == order ? 1 : Math.log(grid.from(step - k) / grid.from(step)) / minusH;
                right[k - 1] = phi * factorial / scale;
                factorial *= k + 1;
                phi = phi / minusH - 1 / factorial;
            }
            return new Move(x, step, ratio, scale, nodes, right);
        }

        Samples predicted(List<Samples> known) {
            int older = nodes.length - 1;
            return moved(known, older == 1 ? new double[] {0.5} : weights(older), null);
        }

        Samples corrected(List<Samples> known, Samples denoisedThere) {
            return moved(known, nodes.length == 1 ? new double[] {0.5} : weights(nodes.length), denoisedThere);
        }

        private Samples moved(List<Samples> known, double[] weights, @Nullable Samples there) {
            Samples here = known.get(step);
            Samples sum = x.blend(ratio, 1 - ratio, here);
            for (int k = 0; k < weights.length; k++) {
                Samples other = k == nodes.length - 1 && there != null ? there : known.get(step - 1 - k);
                double weight = -scale * weights[k] / nodes[k];
                sum = sum.plus(weight, other).plus(-weight, here);
            }
            return sum;
        }

        /// The weights w with Σ w_k·nodes_k^j = right_j for j < n: a Vandermonde system.
        private double[] weights(int n) {
            double[][] rows = new double[n][n + 1];
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    rows[j][k] = Math.pow(nodes[k], j);
                }
                rows[j][n] = right[j];
            }
            return solved(rows);
        }

        /// Gauss–Jordan without pivoting: the nodes differ and are at most three.
        private static double[] solved(double[][] rows) {
            int n = rows.length;
            for (int pivot = 0; pivot < n; pivot++) {
                double by = rows[pivot][pivot];
                for (int c = pivot; c <= n; c++) {
                    rows[pivot][c] /= by;
                }
                for (int r = 0; r < n; r++) {
                    double factor = r == pivot ? 0 : rows[r][pivot];
                    for (int c = pivot; c <= n; c++) {
                        rows[r][c] -= factor * rows[pivot][c];
                    }
                }
            }
            double[] solution = new double[n];
            for (int r = 0; r < n; r++) {
                solution[r] = rows[r][n];
            }
            return solution;
        }
    }
}
