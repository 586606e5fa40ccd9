package studio.latent.engine.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import studio.latent.engine.error.EngineUnavailable;

/// The PyTorch engine of this process: started once, on first use.
public final class TorchEngine {
    private final String version;
    private final int cudaDevices;

    private TorchEngine(String version, int cudaDevices) {
        this.version = version;
        this.cudaDevices = cudaDevices;
    }

    private static final class Holder {
        static final TorchEngine INSTANCE = load();

        static TorchEngine load() {
            Engine engine = Engine.getEngine("PyTorch");
            return new TorchEngine(engine.getVersion(), engine.hasCapability("CUDA") ? CudaUtils.getGpuCount() : 0);
        }
    }

    /// Loads the natives if that has not happened; 1 s when they are unpacked, 3 s the first time.
    ///
    /// **Errors** [EngineUnavailable] when they are missing or do not fit this machine.
    public static TorchEngine start() throws EngineUnavailable {
        try {
            return Holder.INSTANCE;
        } catch (EngineException | LinkageError e) {
            throw new EngineUnavailable(
                    "The PyTorch engine could not be started: " + rootMessage(e) + ".",
                    "Run 'studio doctor' to see what was found; if PYTORCH_LIBRARY_PATH is set, unset it to use the"
                            + " engine that ships with the studio.",
                    e);
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + " "
                + String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    /// Version of libtorch, for example `2.7.1`.
    public String version() {
        return version;
    }

    /// CUDA devices that the loaded natives can use.
    public int cudaDevices() {
        return cudaDevices;
    }
}
