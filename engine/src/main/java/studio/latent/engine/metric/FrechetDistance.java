package studio.latent.engine.metric;

import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The Fréchet distance between two Gaussians with given moments: ‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2 tr √(Σ₁ Σ₂).
///
/// The last trace is the sum of the roots of the eigenvalues of (F₂ᵀF₁)ᵀ(F₂ᵀF₁), with Fᵢ Fᵢᵀ = Σᵢ by Cholesky. A
/// covariance without full rank has no Cholesky factor: there F comes from the eigenvectors, without those of the
/// eigenvalues that are rounding (below d·ε of the largest). No root of a matrix is taken, and no small number is
/// added to a diagonal. Dimensions in which one of the two does not vary have no part in the trace and are left
/// out.
///
/// **Units** those of the features, squared.
///
/// **Source** Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982; Heusel et
/// al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium", 2017.
public final class FrechetDistance {
    private static final String METHODS = """
              def factor(self: __torch__.M, s: Tensor) -> Tensor:
                rounding = float(torch.size(s, 0)) * 2.220446049250313e-16
                l, info, = torch.linalg_cholesky_ex(s, upper=False, check_errors=False)
                regular = False
                if int(info) == 0:
                  pivot = float(torch.min(torch.diagonal(l)))
                  regular = pivot * pivot > rounding * float(torch.max(torch.diagonal(s)))
                f = l
                if not regular:
                  w, v, = torch.linalg_eigh(s, "L")
                  keep = torch.squeeze(torch.nonzero(torch.gt(w, rounding * float(torch.max(w)))), 1)
                  f = torch.mul(torch.index_select(v, 1, keep), torch.sqrt(torch.index_select(w, 0, keep)))
                return f
              def root(self: __torch__.M, s1: Tensor, s2: Tensor) -> Tensor:
                both = torch.minimum(torch.diagonal(s1), torch.diagonal(s2))
                alive = torch.squeeze(torch.nonzero(torch.gt(both, 0.0)), 1)
                trace = torch.new_zeros(s1, annotate(List[int], []))
                if torch.size(alive, 0) > 0:
                  f1 = self.factor(torch.index_select(torch.index_select(s1, 0, alive), 1, alive))
                  f2 = self.factor(torch.index_select(torch.index_select(s2, 0, alive), 1, alive))
                  m = torch.mm(torch.t(f2), f1)
                  if torch.size(m, 0) < torch.size(m, 1):
                    g = torch.mm(m, torch.t(m))
                  else:
                    g = torch.mm(torch.t(m), m)
                  trace = torch.sum(torch.sqrt(torch.clamp_min(torch.linalg_eigvalsh(g, "L"), 0.0)))
                return trace
              def terms(self: __torch__.M, m1: Tensor, s1: Tensor, m2: Tensor, s2: Tensor) -> Tensor:
                gap = torch.sub(m1, m2)
                return torch.stack([torch.dot(gap, gap), torch.trace(s1), torch.trace(s2), self.root(s1, s2)])
            """;

    private FrechetDistance() {}

    /// The distance; 0 for equal moments, and never below. On a lane.
    ///
    /// Where the moments are all but equal the four terms cancel to rounding, about 1e-13 of the traces, which can
    /// be negative and is then 0.
    ///
    /// **Errors** [IllegalArgumentException] for moments of several dimensions.
    public static double between(ComputeDevice device, Moments one, Moments other) throws OutOfDeviceMemory {
        if (one.dimension() != other.dimension()) {
            throw new IllegalArgumentException(
                    "Fréchet distance: dimensions must be equal, got " + one.dimension() + " and " + other.dimension());
        }
        double[] terms = terms(device, one, other);
        double distance = terms[0] + terms[1] + terms[2] - 2 * terms[3];
        return Math.max(0, distance);
    }

    private static double[] terms(ComputeDevice device, Moments one, Moments other) throws OutOfDeviceMemory {
        int d = one.dimension();
        try (Scope scope = new Scope()) {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            Tensor m1 = Tensor.ofDoubles(scope, device, one.mean(), d);
            Tensor s1 = Tensor.ofDoubles(scope, device, one.covariance(), d, d);
            Tensor m2 = Tensor.ofDoubles(scope, device, other.mean(), d);
            Tensor s2 = Tensor.ofDoubles(scope, device, other.covariance(), d, d);
            return script.call(scope, "terms", m1, s1, m2, s2).toDoubles();
        }
    }
}
