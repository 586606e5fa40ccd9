package studio.latent.engine.metric;

import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Squared Euclidean distances between all rows of two matrices, in float64, a block of rows at a time.
///
/// ‖x‖² + ‖y‖² − 2 x·y about a common centre, which matrix products make fast. What is below the rounding of these
/// sums is 0: equal images are at distance 0 and not at some 1e-7. Opened, used and closed on one lane.
///
/// **Shapes** both matrices lie on the device in float32; a block and a chunk of columns in float64 are all that is
/// added, about 100 MiB however many images there are.
final class PairwiseDistances implements AutoCloseable {
    /// Numbers in one block of distances: 32 MiB.
    private static final int BLOCK = 1 << 22;

    /// Columns that are widened to float64 at a time.
    private static final int CHUNK = 2048;

    private static final String DISTANCES = """
              def centre(self: __torch__.M, y: Tensor) -> Tensor:
                return torch.mean(y, [0], dtype=7)
              def distances(self: __torch__.M, queries: Tensor, start: int, length: int, y: Tensor, centre: Tensor, chunk: int) -> Tensor:
                x = torch.narrow(queries, 0, start, length)
                a = torch.sub(torch.to(x, 7), centre)
                aa = torch.sum(torch.mul(a, a), [1], True)
                n = torch.size(y, 0)
                rounding = float(torch.size(y, 1) + 8) * 2.220446049250313e-16
                out = torch.new_empty(a, [torch.size(x, 0), n])
                for i in range((n + chunk - 1) // chunk):
                  first = i * chunk
                  part = torch.narrow(y, 0, first, min(chunk, n - first))
                  b = torch.sub(torch.to(part, 7), centre)
                  bb = torch.sum(torch.mul(b, b), [1])
                  size = torch.add(aa, bb)
                  d = torch.addmm(size, a, torch.t(b), beta=1, alpha=-2)
                  d0 = torch.masked_fill_(d, torch.lt(d, torch.mul(size, rounding)), 0.0)
                  _0 = torch.copy_(torch.narrow(out, 1, first, torch.size(part, 0)), d0)
                return out
            """;

    private final Scope scope = new Scope();
    private final Script script;
    private final Tensor queries;
    private final Tensor targets;
    private final Tensor centre;
    private final int count;
    private final int rows;

    /// @param methods what to make of a block: methods that call
    /// `self.distances(queries, start, length, targets, centre, chunk)`
    PairwiseDistances(ComputeDevice device, FeatureMatrix queries, FeatureMatrix targets, String methods)
            throws OutOfDeviceMemory {
        targets.requireDimension(queries.dimension());
        try {
            this.script = Script.compile(scope, device, Script.Mode.INFERENCE, DISTANCES + methods);
            this.targets = FeatureUpload.all(scope, device, targets);
            this.queries = queries.equals(targets) ? this.targets : FeatureUpload.all(scope, device, queries);
            this.centre = script.call(scope, "centre", this.targets);
        } catch (OutOfDeviceMemory | RuntimeException e) {
            scope.close();
            throw e;
        }
        this.count = queries.count();
        this.rows = Math.max(1, Math.min(queries.count(), BLOCK / Math.max(1, targets.count())));
    }

    /// Most rows of one block.
    int rows() {
        return rows;
    }

    int count() {
        return count;
    }

    /// Calls `method(queries, start, length, targets, centre, chunk, arguments …)` for `length` rows from
    /// `first` on.
    List<Tensor> block(Scope step, String method, int first, int length, Argument... arguments)
            throws OutOfDeviceMemory {
        Argument[] all = new Argument[arguments.length + 6];
        all[0] = queries;
        all[1] = Argument.of((long) first);
        all[2] = Argument.of((long) length);
        all[3] = targets;
        all[4] = centre;
        all[5] = Argument.of((long) CHUNK);
        System.arraycopy(arguments, 0, all, 6, arguments.length);
        return script.callList(step, method, all);
    }

    @Override
    public void close() {
        scope.close();
    }
}
