package studio.latent.engine.metric;

import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// Adds up [Moments] while features arrive, in float64 and in memory that does not grow with the images.
///
/// Each block is centred by its own mean before it is squared, so that a large mean costs no digits. Opened, used
/// and closed on one lane.
///
/// **Source** Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances",
/// 1979.
public final class MomentSum implements AutoCloseable {
    private static final int BLOCK_ROWS = 4096;

    private static final String METHODS = """
              def start(self: __torch__.M, x: Tensor) -> List[Tensor]:
                d = torch.size(x, 1)
                return [torch.new_zeros(x, [d], dtype=7), torch.new_zeros(x, [d, d], dtype=7)]
              def add(self: __torch__.M, count: int, mean: Tensor, scatter: Tensor, x: Tensor) -> Tensor:
                y = torch.to(x, 7)
                n = torch.size(y, 0)
                centre = torch.mean(y, [0])
                c = torch.sub(y, centre)
                step = torch.sub(centre, mean)
                share = float(n) / float(count + n)
                _0 = torch.addmm_(scatter, torch.t(c), c)
                _1 = torch.addr_(scatter, step, step, beta=1, alpha=float(count) * share)
                return torch.add_(mean, torch.mul(step, share))
              def covariance(self: __torch__.M, scatter: Tensor, count: int) -> Tensor:
                return torch.div(scatter, float(count - 1))
            """;

    private final Scope scope = new Scope();
    private final FeatureUpload upload;
    private final Script script;
    private final Tensor mean;
    private final Tensor scatter;
    private long count;

    public MomentSum(ComputeDevice device, int dimension) throws OutOfDeviceMemory {
        upload = new FeatureUpload(device, dimension, BLOCK_ROWS);
        script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
        try (Scope step = new Scope()) {
            Tensor none = upload.block(step, new FeatureMatrix(0, dimension, new float[0]), 0, 0);
            List<Tensor> start = script.callList(scope, "start", none);
            mean = start.get(0);
            scatter = start.get(1);
        } catch (OutOfDeviceMemory e) {
            close();
            throw e;
        }
    }

    public long count() {
        return count;
    }

    /// Adds all rows.
    public void add(FeatureMatrix features) throws OutOfDeviceMemory {
        for (int first = 0; first < features.count(); first += upload.rows()) {
            int length = Math.min(upload.rows(), features.count() - first);
            try (Scope step = new Scope()) {
                add(step, upload.block(step, features, first, length), length);
            }
        }
    }

    /// Adds the rows of these indices, which may repeat.
    public void add(FeatureMatrix features, int[] rows) throws OutOfDeviceMemory {
        for (int first = 0; first < rows.length; first += upload.rows()) {
            int length = Math.min(upload.rows(), rows.length - first);
            try (Scope step = new Scope()) {
                add(step, upload.block(step, features, rows, first, length), length);
            }
        }
    }

    private void add(Scope step, Tensor block, int length) throws OutOfDeviceMemory {
        script.call(step, "add", Argument.of(count), mean, scatter, block);
        count += length;
    }

    /// The moments of everything added so far.
    ///
    /// **Errors** [IllegalArgumentException] for fewer than 2 images.
    public Moments moments() throws OutOfDeviceMemory {
        if (count < 2) {
            throw new IllegalArgumentException("moments: count must be at least 2, got " + count);
        }
        try (Scope step = new Scope()) {
            Tensor covariance = script.call(step, "covariance", scatter, Argument.of(count));
            return new Moments(count, mean.toDoubles(), covariance.toDoubles());
        }
    }

    @Override
    public void close() {
        scope.close();
        upload.close();
    }
}
