package studio.latent.engine.tensor;

import java.util.List;
import studio.latent.engine.error.EngineUnavailable;

/// The devices of this machine, as the source of contract tests: every such test runs on each of them.
///
/// The CPU is always among them; a machine with CUDA devices and a CUDA PyTorch tests each of those too, with
/// nothing to
/// switch on.
public final class Devices {
    private Devices() {}

    public static List<ComputeDevice> all() throws EngineUnavailable {
        return TorchEngine.start().devices();
    }
}
