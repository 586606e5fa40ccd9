package studio.latent.engine.metric;

import java.util.Arrays;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// The squared sliced 2-Wasserstein distance between two sets of features.
///
/// Both sets are projected on random directions; on each line the cheapest transport pairs the sorted numbers,
/// exactly also where the sets differ in size. The result is the mean over the directions. It needs no covariance
/// and so fewer images than features.
///
/// **Units** those of the features, squared. MIND scales the same quantity by a constant, which is left out here.
///
/// **Source** Bonneel et al., "Sliced and Radon Wasserstein barycenters of measures", 2015; on Inception features
/// as MIND: Berthet et al., "Monge Inception Distance for generative models evaluation", 2026.
///
/// @param projections number of directions, at least 1
/// @param seed of the directions
public record SlicedWasserstein(int projections, long seed) {
    /// Directions that are worked on together.
    private static final int TOGETHER = 64;

    private static final int CHUNK = 2048;
    private static final String ACTIVITY = "Sliced Wasserstein distance";

    private static final String METHODS = """
              def sorted(self: __torch__.M, x: Tensor, directions: Tensor, chunk: int) -> Tensor:
                n = torch.size(x, 0)
                w = torch.t(torch.to(directions, 7))
                lengths = torch.sqrt(torch.sum(torch.mul(w, w), [0]))
                w0 = torch.div(w, lengths)
                out = torch.new_empty(w, [n, torch.size(w, 1)])
                for i in range((n + chunk - 1) // chunk):
                  first = i * chunk
                  part = torch.narrow(x, 0, first, min(chunk, n - first))
                  projected = torch.mm(torch.to(part, 7), w0)
                  _0 = torch.copy_(torch.narrow(out, 0, first, torch.size(part, 0)), projected)
                values, _1, = torch.sort(out, 0, False)
                return values
              def cost(self: __torch__.M, a: Tensor, b: Tensor, directions: Tensor, pairs: Tensor, mass: Tensor, chunk: int) -> Tensor:
                p = torch.to(pairs, 4)
                x = torch.index_select(self.sorted(a, directions, chunk), 0, torch.select(p, 0, 0))
                y = torch.index_select(self.sorted(b, directions, chunk), 0, torch.select(p, 0, 1))
                gap = torch.sub(x, y)
                return torch.sum(torch.mv(torch.t(torch.mul(gap, gap)), mass))
            """;

    public SlicedWasserstein {
        if (projections < 1) {
            throw new IllegalArgumentException(
                    "sliced Wasserstein distance: projections must be at least 1, got " + projections);
        }
    }

    /// The distance between two sets of at least one image. On a lane.
    public double between(ComputeDevice device, FeatureMatrix one, FeatureMatrix other, JobContext context)
            throws OutOfDeviceMemory {
        other.requireDimension(one.dimension());
        int d = one.dimension();
        Transport transport = Transport.between(one.count(), other.count());
        double total = 0;
        try (Scope scope = new Scope()) {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            Tensor a = FeatureUpload.all(scope, device, one);
            Tensor b = FeatureUpload.all(scope, device, other);
            Tensor pairs = Tensor.ofDoubles(scope, device, transport.pairs, 2, transport.mass.length);
            Tensor mass = Tensor.ofDoubles(scope, device, transport.mass, transport.mass.length);
            for (int first = 0; first < projections; first += TOGETHER) {
                context.checkCancelled();
                context.progress(ACTIVITY, first, projections);
                int count = Math.min(TOGETHER, projections - first);
                float[] directions = Noise.normals(seed, Noise.Stream.PROJECTION, (long) first * d, count * d);
                try (Scope step = new Scope()) {
                    Tensor w = Tensor.of(step, device, new HostTensor(new int[] {count, d}, directions));
                    Argument chunk = Argument.of((long) CHUNK);
                    total += script.call(step, "cost", a, b, w, pairs, mass, chunk)
                            .toDoubles()[0];
                }
            }
        }
        context.progress(ACTIVITY, projections, projections);
        return total / projections;
    }

    /// Which sorted number of one set gives how much of its mass to which of the other.
    ///
    /// @param pairs the first half are places in one set, the second half those in the other
    /// @param mass what each pair moves; sums to 1
    private record Transport(double[] pairs, double[] mass) {
        static Transport between(int one, int other) {
            if (one < 1 || other < 1) {
                throw new IllegalArgumentException("sliced Wasserstein distance: at least 1 image is needed on"
                        + " either side, got " + one + " and " + other);
            }
            double[] from = new double[one + other];
            double[] to = new double[one + other];
            double[] mass = new double[one + other];
            int n = 0;
            // in units of 1 / (one · other) every share of mass is whole
            for (long i = 0, j = 0, done = 0; i < one; n++) {
                long next = Math.min((i + 1) * other, (j + 1) * one);
                from[n] = i;
                to[n] = j;
                mass[n] = (double) (next - done) / one / other;
                done = next;
                i += next == (i + 1) * other ? 1 : 0;
                j += next == (j + 1) * one ? 1 : 0;
            }
            double[] pairs = new double[2 * n];
            System.arraycopy(from, 0, pairs, 0, n);
            System.arraycopy(to, 0, pairs, n, n);
            return new Transport(pairs, Arrays.copyOf(mass, n));
        }
    }
}
