package studio.latent.engine.metric.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Inception-v3 on the lane that made it: weights channels-last with their batch normalisation folded in.
///
/// Small batches are the fast ones on a processor, because the first layers' results then stay in its caches.
final class InceptionOnLane implements AutoCloseable {
    private static final String OTHER_METHODS = """
              def channels_last(self: __torch__.M, p: List[Tensor], b: List[Tensor]) -> List[Tensor]:
                out = annotate(List[Tensor], [])
                for i in range(torch.len(p)):
                  w = p[i]
                  c = torch.clone(w)
                  if torch.eq(torch.dim(w), 4):
                    c = torch.clone(w, memory_format=2)
                  _0 = torch.append(out, c)
                return out
              def resized(self: __torch__.M, x: Tensor, rows: Tensor, columns: Tensor, scale: float, shift: float) -> Tensor:
                wide = torch.matmul(torch.to(x, 6), torch.t(columns))
                both = torch.matmul(rows, wide)
                y = torch.add(torch.mul(both, scale), shift)
                return torch.contiguous(torch.expand(y, [-1, 3, -1, -1]), memory_format=2)
            """;

    /// What the largest layers of one image need.
    private static final int BYTES_PER_IMAGE = 16 << 20;

    private static final int CPU_BYTES = 128 << 20;
    private static final int CUDA_BYTES = 1 << 30;
    private static final int MAX_PIXEL_BYTES = 64 << 20;

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ResizeMode resize;
    private final PixelScale pixelScale;
    private final List<InceptionTap> taps;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    /// What pixels in [0, 255] become before the first layer.
    enum PixelScale {
        /// x / 127.5 − 1
        UNIT(1 / 127.5, -1),
        /// (x − 128) / 128
        POWER_OF_TWO(1 / 128.0, -1);

        private final double scale;
        private final double shift;

        PixelScale(double scale, double shift) {
            this.scale = scale;
            this.shift = shift;
        }
    }

    /// How images come into the network.
    record Input(ResizeMode resize, PixelScale scale, ComputeDevice device) {}

    /// Puts the network on the calling lane as far as the last of `taps`.
    ///
    /// **Errors** [IncompatibleModel] when `raw` is not this network's file; [OutOfDeviceMemory].
    ///
    /// @param taps in the order of the network
    InceptionOnLane(BatchNormFolding folding, Map<String, HostTensor> raw, SequencedSet<InceptionTap> taps, Input input)
            throws IncompatibleModel, OutOfDeviceMemory {
        this.device = input.device();
        this.resize = input.resize();
        this.pixelScale = input.scale();
        this.taps = List.copyOf(taps);
        Program program = program(taps);
        ParameterTable table = program.parameters();
        Map<String, HostTensor> folded = folding.fold(table, raw);
        boolean complete = false;
        try {
            this.script = Script.compile(scope, device, Script.Mode.INFERENCE, program.text());
            this.buffers = new TensorList(scope, List.of());
            this.weights = placed(table, folded);
            complete = true;
        } finally {
            if (!complete) {
                scope.close();
            }
        }
    }

    /// The network as a script, and the table of its weights.
    static Program program(Set<InceptionTap> taps) {
        Program program = new Program(Graph.Precision.FLOAT32);
        program.method("features", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
            Value x = g.input("x", Value.BATCH, 3, InceptionTable.SIDE, InceptionTable.SIDE);
            return InceptionTable.write(g, x, taps);
        });
        return program.raw(OTHER_METHODS);
    }

    /// Copies of the weights: what was uploaded borrows memory that is freed after the call.
    private TensorList placed(ParameterTable table, Map<String, HostTensor> folded) throws OutOfDeviceMemory {
        try (Scope loading = new Scope()) {
            List<Tensor> plain = table.trained().stream()
                    .map(entry -> Tensor.of(loading, device, Objects.requireNonNull(folded.get(entry.name()))))
                    .toList();
            TensorList list = new TensorList(loading, plain);
            return new TensorList(scope, script.callList(scope, "channels_last", list, buffers));
        }
    }

    /// The features at each tap, in the order of the taps.
    List<FeatureMatrix> features(FeatureImages images, JobContext context) throws StudioException {
        int count = images.count();
        List<float[]> results = new ArrayList<>();
        taps.forEach(tap -> results.add(new float[Math.multiplyExact(count, tap.dimension())]));
        int batch = Math.max(1, (device.isCuda() ? CUDA_BYTES : CPU_BYTES) / BYTES_PER_IMAGE);
        PixelBlock pixels = new PixelBlock(device);
        try (ResizeMatrices matrices = new ResizeMatrices(device, resize, InceptionTable.SIDE)) {
            int done = 0;
            while (done < count) {
                context.checkCancelled();
                context.progress("Computing features", done, count);
                int size = alike(images, done, batch);
                try {
                    step(images, done, size, pixels, matrices, results);
                    done += size;
                } catch (OutOfDeviceMemory e) {
                    if (size == 1) {
                        throw e;
                    }
                    batch = size / 2;
                }
            }
        }
        context.progress("Computing features", count, count);
        List<FeatureMatrix> features = new ArrayList<>();
        for (int i = 0; i < taps.size(); i++) {
            features.add(new FeatureMatrix(count, taps.get(i).dimension(), results.get(i)));
        }
        return features;
    }

    /// How many images from `first` on have its shape, at most `batch`.
    private static int alike(FeatureImages images, int first, int batch) {
        ImageShape shape = images.shape(first);
        int most = Math.clamp(MAX_PIXEL_BYTES / (shape.size() * images.samples().bytes()), 1, batch);
        int size = 1;
        while (size < most
                && first + size < images.count()
                && images.shape(first + size).equals(shape)) {
            size++;
        }
        return size;
    }

    private void step(
            FeatureImages images,
            int first,
            int size,
            PixelBlock pixels,
            ResizeMatrices matrices,
            List<float[]> results)
            throws OutOfDeviceMemory {
        matrices.prepare(images.shape(first));
        try (Scope step = new Scope()) {
            Tensor raw = pixels.of(step, images, first, size);
            Tensor input = script.call(
                    step,
                    "resized",
                    raw,
                    matrices.rows(),
                    matrices.columns(),
                    Argument.of(pixelScale.scale),
                    Argument.of(pixelScale.shift));
            raw.close();
            List<Tensor> features = script.callList(step, "features", weights, buffers, input);
            for (int i = 0; i < features.size(); i++) {
                float[] values = features.get(i).toHost().values();
                System.arraycopy(values, 0, results.get(i), first * taps.get(i).dimension(), values.length);
            }
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
