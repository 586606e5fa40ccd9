package studio.latent.engine.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the PyTorch that was asked for can be loaded and a GPU used, told from facts alone: what the user asked
/// for, what lies in the folder, which cards and driver the system has.
///
/// @param folder what the request's path names; null where it names none
public record GpuReadiness(TorchRequest request, @Nullable TorchFolder folder, NvidiaHardware nvidia) {
    /// The version of PyTorch whose native interface the studio was made for.
    public static final String TORCH_VERSION = "2.7.1";

    static final String CPU_FLAVOR = "cpu";
    static final String CUDA_FLAVOR = "cu128";

    private static final String WANTED = "Set PYTORCH_LIBRARY_PATH to the lib folder of a PyTorch " + TORCH_VERSION
            + " (…/site-packages/torch/lib), or unset it to use the CPU engine that ships with the studio.";
    private static final String HOW_TO = "set PYTORCH_LIBRARY_PATH to the lib folder of a PyTorch " + TORCH_VERSION
            + " for CUDA 12.8 (…/site-packages/torch/lib)";
    private static final String DRIVER = "NVIDIA's driver " + NvidiaHardware.OLDEST_DRIVER + " or newer";

    /// What keeps the engine from starting.
    ///
    /// @param remedy what to do about it
    public record Fault(String problem, String remedy) {}

    /// One line about the machine.
    ///
    /// @param good false where something that was asked for is not there
    /// @param remedy what to do; empty where nothing is to be done
    public record Note(String subject, String value, boolean good, String remedy) {}

    /// The facts of this process and machine.
    public static GpuReadiness ofProcess() {
        TorchRequest request = TorchRequest.ofProcess();
        String path = request.libraryPath();
        return new GpuReadiness(
                request,
                path == null ? null : TorchFolder.named(path),
                NvidiaHardware.probe(Path.of("/").toAbsolutePath()));
    }

    /// What DJL would stumble over or, worse, pass over in silence: it takes its own PyTorch when it finds none
    /// where it was told to look.
    public Optional<Fault> fault() {
        String version = request.version();
        if (version != null && !version.equals(TORCH_VERSION)) {
            return fault(
                    "PYTORCH_VERSION is " + version + ", but this studio works with PyTorch " + TORCH_VERSION
                            + " only.",
                    "Unset PYTORCH_VERSION, or set it to " + TORCH_VERSION
                            + " and PYTORCH_LIBRARY_PATH to such an installation.");
        }
        String flavor = request.flavor();
        if (flavor != null && !Set.of(CPU_FLAVOR, CUDA_FLAVOR).contains(flavor)) {
            return fault(
                    "PYTORCH_FLAVOR is " + flavor + ", and the studio knows cpu and cu128 only.",
                    "Unset PYTORCH_FLAVOR: the studio then looks what the folder of PYTORCH_LIBRARY_PATH holds.");
        }
        return folder == null ? faultWithoutFolder() : faultOf(folder);
    }

    private Optional<Fault> faultWithoutFolder() {
        if (CUDA_FLAVOR.equals(request.flavor())) {
            return fault(
                    "PYTORCH_FLAVOR is cu128, but PYTORCH_LIBRARY_PATH names no CUDA PyTorch, and the one that ships"
                            + " with the studio is for the CPU.",
                    "To use an NVIDIA GPU, " + HOW_TO + "; to use the CPU, unset PYTORCH_FLAVOR.");
        }
        return Optional.empty();
    }

    private Optional<Fault> faultOf(TorchFolder found) {
        if (!found.exists()) {
            return fault("PYTORCH_LIBRARY_PATH names " + found.path() + ", which does not exist.", WANTED);
        }
        Path nearby = found.nearby();
        if (!found.has("torch")) {
            return fault(
                    "PYTORCH_LIBRARY_PATH names " + found.path() + ", which holds no " + System.mapLibraryName("torch")
                            + ".",
                    nearby == null ? WANTED : "Set PYTORCH_LIBRARY_PATH to " + nearby + ".");
        }
        for (String needed : List.of("torch_cpu", "c10")) {
            if (!found.has(needed)) {
                return fault(
                        "The PyTorch in " + found.path() + " is not whole: " + System.mapLibraryName(needed)
                                + " is missing.",
                        "Install it again. " + WANTED);
            }
        }
        String version = found.version();
        if (version != null && !baseOf(version).equals(TORCH_VERSION)) {
            return fault(
                    "The PyTorch in " + found.path() + " is version " + version + ", but this studio works with "
                            + TORCH_VERSION + " only.",
                    WANTED);
        }
        if (CUDA_FLAVOR.equals(request.flavor()) && !found.isCuda()) {
            return fault(
                    "PYTORCH_FLAVOR is cu128, but the PyTorch in " + found.path() + " is for the CPU: it has no "
                            + System.mapLibraryName("torch_cuda") + ".",
                    "To use an NVIDIA GPU, " + HOW_TO + "; to use this one, unset PYTORCH_FLAVOR.");
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(String problem, String remedy) {
        return Optional.of(new Fault(problem, remedy));
    }

    /// `2.7.1` of `2.7.1+cu128` and of `2.7.1-rc2`.
    private static String baseOf(String version) {
        return version.split("[+-]", 2)[0];
    }

    /// The same for natives that were loaded and refused, in words that say what to do.
    ///
    /// @param message of the operating system's loader
    public Fault faultOfLoading(String message) {
        String problem = "The PyTorch engine could not be started: " + message + ".";
        if (folder == null) {
            return new Fault(
                    problem,
                    "Check that the cache folder (~/.djl.ai, or where DJL_CACHE_DIR says) can be written and has 500 MB"
                            + " free; 'studio doctor' says what was found.");
        }
        if (message.contains("libcuda.so") || message.contains("nvcuda")) {
            return new Fault(
                    "The CUDA PyTorch in " + folder.path() + " needs NVIDIA's driver, which was not found: " + message
                            + ".",
                    "Install " + DRIVER + ", in a container give it access to the GPU, or use the CPU: unset"
                            + " PYTORCH_FLAVOR and PYTORCH_LIBRARY_PATH.");
        }
        if (message.contains("cannot open shared object file")) {
            return new Fault(
                    problem,
                    "Install the library that is named (pip puts NVIDIA's beside torch as nvidia-* packages) or add its"
                            + " folder to LD_LIBRARY_PATH; or unset PYTORCH_LIBRARY_PATH to use the engine that ships"
                            + " with the studio.");
        }
        return new Fault(
                problem,
                "Check that the folder of PYTORCH_LIBRARY_PATH holds PyTorch " + TORCH_VERSION
                        + " for this machine, or unset it to use the engine that ships with the studio.");
    }

    /// The bridge to load between Java and that PyTorch: as asked for, else what fits folder and machine. A CUDA
    /// PyTorch computes on the CPU without NVIDIA's driver, but its CUDA part cannot even be loaded.
    String flavor() {
        String asked = request.flavor();
        if (asked != null) {
            return asked;
        }
        return holdsCuda() && nvidia.hasDriver() ? CUDA_FLAVOR : CPU_FLAVOR;
    }

    private boolean holdsCuda() {
        return folder != null && folder.isCuda();
    }

    boolean usesCuda() {
        return flavor().equals(CUDA_FLAVOR);
    }

    /// Lines for the doctor, once the engine has started: which natives, which cards, which devices can be
    /// computed on.
    List<Note> notes(CudaAnswer cuda) {
        List<Note> notes = new ArrayList<>();
        notes.add(natives());
        notes.add(new Note("NVIDIA cards", nvidia.toString(), true, ""));
        notes.add(devices(cuda));
        return notes;
    }

    private Note natives() {
        if (folder == null) {
            return new Note("Natives", "those that ship with the studio (CPU)", true, "");
        }
        String version = folder.version();
        String what = folder.path() + " (" + (folder.isCuda() ? "CUDA" : "CPU")
                + (version == null ? ", version not told" : ", " + version) + ")";
        boolean unused = folder.isCuda() && CPU_FLAVOR.equals(request.flavor());
        return new Note(
                "Natives",
                what,
                true,
                unused ? "PYTORCH_FLAVOR=cpu leaves its CUDA part unused; unset it to use it." : "");
    }

    private Note devices(CudaAnswer cuda) {
        if (cuda.devices() > 0) {
            return new Note("CUDA devices", Integer.toString(cuda.devices()), true, "");
        }
        boolean asked = CUDA_FLAVOR.equals(request.flavor());
        return new Note("CUDA devices", "none: models are computed on the CPU", !asked, whyNone(cuda));
    }

    private String whyNone(CudaAnswer cuda) {
        boolean card = !nvidia.cards().isEmpty();
        if (!card && !nvidia.hasDriver()) {
            return holdsCuda()
                    ? "The PyTorch in use could drive an NVIDIA card, but no card and no driver were found."
                    : "";
        }
        if (!nvidia.hasDriver()) {
            return "An NVIDIA card is there but its driver is not loaded: install " + DRIVER
                    + (holdsCuda() ? "." : ", then " + HOW_TO + ".");
        }
        if (nvidia.driverIsTooOld()) {
            return "The NVIDIA driver " + nvidia.driver() + " is too old for CUDA 12: install " + DRIVER
                    + (holdsCuda() ? "." : ", then " + HOW_TO + ".");
        }
        if (holdsCuda() && !usesCuda()) {
            return ""; // the line of the natives says why
        }
        if (!usesCuda()) {
            return "The PyTorch in use is for the CPU; to use the NVIDIA card, " + HOW_TO + ".";
        }
        return switch (cuda.status()) {
            case CudaAnswer.OLD_DRIVER ->
                "CUDA finds the NVIDIA driver missing or too old: install " + DRIVER
                        + "; in a container, start it with access to the GPU.";
            case CudaAnswer.NO_DEVICE ->
                "CUDA sees no device: check CUDA_VISIBLE_DEVICES and, in a container, that it was given the GPU.";
            default ->
                "CUDA answers with its error " + cuda.status()
                        + ": check that 'nvidia-smi' lists the card, and start the machine again.";
        };
    }
}
