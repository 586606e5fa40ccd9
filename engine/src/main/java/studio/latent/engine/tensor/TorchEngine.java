package studio.latent.engine.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import studio.latent.engine.error.EngineUnavailable;

/// The PyTorch engine of this process: started once, on first use.
public final class TorchEngine {
    private final String version;
    private final GpuReadiness readiness;
    private final CudaAnswer cuda;

    private TorchEngine(String version, GpuReadiness readiness, CudaAnswer cuda) {
        this.version = version;
        this.readiness = readiness;
        this.cuda = cuda;
    }

    /// How the one attempt to start ended; a second would only meet classes that are broken by the first.
    private sealed interface Attempt {
        record Running(TorchEngine engine) implements Attempt {}

        record Refused(EngineUnavailable reason) implements Attempt {}
    }

    private static final class Holder {
        static final Attempt ATTEMPT = attempt();
    }

    private static Attempt attempt() {
        GpuReadiness readiness = GpuReadiness.ofProcess();
        Optional<GpuReadiness.Fault> fault = readiness.fault();
        if (fault.isPresent()) {
            return new Attempt.Refused(
                    new EngineUnavailable(fault.get().problem(), fault.get().remedy()));
        }
        try {
            return new Attempt.Running(load(readiness));
        } catch (EngineException | LinkageError | IllegalStateException | AssertionError e) {
            GpuReadiness.Fault met = readiness.faultOfLoading(rootMessage(e));
            return new Attempt.Refused(new EngineUnavailable(met.problem(), met.remedy(), e));
        }
    }

    private static TorchEngine load(GpuReadiness readiness) {
        if (readiness.folder() != null) {
            // DJL guesses both from an installed CUDA toolkit, and guesses a bridge that it does not have where there
            // is none. The environment goes before these.
            setIfAbsent(TorchRequest.VERSION, GpuReadiness.TORCH_VERSION);
            setIfAbsent(TorchRequest.FLAVOR, readiness.flavor());
        }
        Engine engine = Engine.getEngine("PyTorch");
        return new TorchEngine(
                engine.getVersion(),
                readiness,
                engine.hasCapability("CUDA") ? CudaAnswer.ofProcess() : CudaAnswer.NOT_ASKED);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property, "").isBlank()) {
            System.setProperty(property, value);
        }
    }

    /// Loads the natives if that has not happened; 1 s when they are unpacked, 3 s the first time.
    ///
    /// **Errors** [EngineUnavailable] when they are missing or do not fit this machine.
    public static TorchEngine start() throws EngineUnavailable {
        return switch (Holder.ATTEMPT) {
            case Attempt.Running(TorchEngine engine) -> engine;
            case Attempt.Refused(EngineUnavailable reason) ->
                throw new EngineUnavailable(reason.problem(), reason.remedy(), reason);
        };
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
        return cuda.devices();
    }

    /// Every device that arrays can live on: the CPU first, then each CUDA device.
    public List<ComputeDevice> devices() {
        return Stream.concat(
                        Stream.of(ComputeDevice.CPU),
                        IntStream.range(0, cudaDevices()).mapToObj(i -> new ComputeDevice(ComputeDevice.Kind.CUDA, i)))
                .toList();
    }

    /// What was found of natives, cards and devices, a line each.
    public List<GpuReadiness.Note> notes() {
        return readiness.notes(cuda);
    }
}
