package studio.latent.engine.tensor;

import java.util.List;
import studio.latent.engine.error.EngineUnavailable;

/// The devices of this machine, as the source of contract tests, and what may differ between them.
///
/// The CPU is always among them; a machine with CUDA devices and a CUDA PyTorch tests each of those too, with
/// nothing to switch on. Moving and whole numbers are exact everywhere. Sums of products are not: PyTorch lets
/// convolutions on CUDA use TF32, whose factors have 11 significant bits (a relative error of 2⁻¹¹ = 5·10⁻⁴ each),
/// and picks algorithms by the size of the batch.
public final class Devices {
    private static final double CUDA_TOLERANCE = 4e-3;
    private static final int CUDA_LEVELS = 2;

    private Devices() {}

    public static List<ComputeDevice> all() throws EngineUnavailable {
        return TorchEngine.start().devices();
    }

    /// The relative error to allow where `onCpu` is enough on the CPU.
    public static double tolerance(ComputeDevice device, double onCpu) {
        return device.isCuda() ? Math.max(onCpu, CUDA_TOLERANCE) : onCpu;
    }

    /// By how many of 255 levels a sample of a picture may differ when another batch or device computed it: none on
    /// the CPU, where batches do not matter.
    public static int levels(ComputeDevice device) {
        return device.isCuda() ? CUDA_LEVELS : 0;
    }
}
