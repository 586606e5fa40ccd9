package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.GpuReadiness.Fault;
import studio.latent.engine.tensor.GpuReadiness.Note;

class GpuReadinessTest {
    private static final Path LIB = Path.of("lib").toAbsolutePath();
    private static final Set<String> CPU = Set.of("torch", "torch_cpu", "c10");
    private static final Set<String> CUDA = Set.of("torch", "torch_cpu", "c10", "torch_cuda", "c10_cuda");
    private static final NvidiaHardware NOTHING = new NvidiaHardware(List.of(), null);
    private static final NvidiaHardware CARD = new NvidiaHardware(List.of("RTX 4090"), "570.86.15");
    private static final CudaAnswer NONE = new CudaAnswer(0, CudaAnswer.NO_DEVICE);

    private static TorchFolder folder(Set<String> libraries, @Nullable String version) {
        return new TorchFolder(LIB, true, libraries, version, null);
    }

    private static GpuReadiness of(
            @Nullable TorchFolder folder, @Nullable String version, @Nullable String flavor, NvidiaHardware nvidia) {
        return new GpuReadiness(
                new TorchRequest(folder == null ? null : folder.path().toString(), version, flavor), folder, nvidia);
    }

    private static Fault fault(@Nullable TorchFolder folder, @Nullable String version, @Nullable String flavor) {
        return of(folder, version, flavor, NOTHING).fault().orElseThrow();
    }

    private static Note devices(GpuReadiness readiness, CudaAnswer cuda) {
        assertThat(readiness.fault()).isEmpty();
        return readiness.notes(cuda).getLast();
    }

    // ---- what keeps the engine from starting

    @Test
    void aFolderThatIsNotThere() {
        Fault fault = fault(new TorchFolder(LIB, false, Set.of(), null, null), null, null);

        assertThat(fault.problem()).isEqualTo("PYTORCH_LIBRARY_PATH names " + LIB + ", which does not exist.");
        assertThat(fault.remedy()).contains("lib folder of a PyTorch 2.7.1", "or unset it");
    }

    @Test
    void aFolderWithoutLibtorch() {
        Fault fault = fault(folder(Set.of(), null), "2.7.1", "cpu");

        assertThat(fault.problem()).contains("holds no " + System.mapLibraryName("torch"));
        assertThat(fault.remedy()).contains("or unset it");
    }

    @Test
    void theInstallationInsteadOfItsLibFolder() {
        Path right = LIB.resolve("torch/lib");

        Fault fault = fault(new TorchFolder(LIB, true, Set.of(), null, right), null, null);

        assertThat(fault.remedy()).isEqualTo("Set PYTORCH_LIBRARY_PATH to " + right + ".");
    }

    @Test
    void halfAnInstallation() {
        assertThat(fault(folder(Set.of("torch", "c10"), null), null, null).problem())
                .contains("not whole", System.mapLibraryName("torch_cpu") + " is missing");
    }

    @Test
    void anotherVersionInTheFolder() {
        assertThat(fault(folder(CUDA, "2.6.0+cu124"), null, null).problem())
                .contains("is version 2.6.0+cu124, but this studio works with 2.7.1 only");
    }

    @Test
    void anotherVersionInTheVariable() {
        assertThat(fault(null, "2.5.1", null).problem()).contains("PYTORCH_VERSION is 2.5.1");
        assertThat(fault(folder(CPU, null), "2.5.1", "cpu").problem()).contains("PYTORCH_VERSION is 2.5.1");
        assertThat(fault(folder(CUDA, "2.7.1+cu128"), "2.7.1+cu128", null).remedy())
                .as("DJL wants the bare number")
                .contains("set it to 2.7.1");
    }

    @Test
    void aFlavourThatHasNoBridge() {
        Fault fault = fault(folder(CUDA, "2.7.1+cu126"), "2.7.1", "cu126");

        assertThat(fault.problem()).contains("PYTORCH_FLAVOR is cu126");
        assertThat(fault.remedy()).contains("Unset PYTORCH_FLAVOR");
    }

    @Test
    void aCpuPyTorchThatIsSaidToBeForCuda() {
        Fault fault = fault(folder(CPU, "2.7.1+cpu"), "2.7.1", "cu128");

        assertThat(fault.problem()).contains("PYTORCH_FLAVOR is cu128", "is for the CPU");
        assertThat(fault.remedy()).contains("for CUDA 12.8", "unset PYTORCH_FLAVOR");
    }

    @Test
    void cudaIsAskedForButNoFolderIsNamed() {
        Fault fault = fault(null, "2.7.1", "cu128");

        assertThat(fault.problem()).contains("PYTORCH_LIBRARY_PATH names no CUDA PyTorch");
        assertThat(fault.remedy()).contains("set PYTORCH_LIBRARY_PATH", "unset PYTORCH_FLAVOR");
    }

    @Test
    void whatFitsIsNoFault() {
        assertThat(of(null, null, null, NOTHING).fault()).isEmpty();
        assertThat(of(null, "2.7.1", "cpu", CARD).fault()).isEmpty();
        assertThat(of(folder(CPU, null), null, null, NOTHING).fault()).isEmpty();
        assertThat(of(folder(CPU, "2.7.1+cpu"), "2.7.1", "cpu", NOTHING).fault())
                .isEmpty();
        assertThat(of(folder(CUDA, "2.7.1+cu128"), "2.7.1", "cu128", CARD).fault())
                .isEmpty();
    }

    // ---- what the system's loader says

    @Test
    void aCudaPartWithoutDriverIsToldAsSuch() {
        Fault fault = of(folder(CUDA, null), null, "cu128", NOTHING)
                .faultOfLoading("libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");

        assertThat(fault.problem()).contains("needs NVIDIA's driver, which was not found");
        assertThat(fault.remedy()).contains("525.60 or newer", "unset PYTORCH_FLAVOR");
    }

    @Test
    void aLibraryThatIsMissingIsNamedWithAWayToGetIt() {
        Fault fault = of(folder(CUDA, null), null, null, CARD)
                .faultOfLoading("libtorch_cuda.so: libcublas.so.12: cannot open shared object file");

        assertThat(fault.problem()).contains("libcublas.so.12");
        assertThat(fault.remedy()).contains("nvidia-* packages", "LD_LIBRARY_PATH");
    }

    @Test
    void otherFailuresPointToTheFolderOrToTheCache() {
        assertThat(of(folder(CPU, null), null, null, NOTHING)
                        .faultOfLoading("undefined symbol: _ZN3c10")
                        .remedy())
                .contains("holds PyTorch 2.7.1 for this machine");
        assertThat(of(null, null, null, NOTHING).faultOfLoading("No space left").remedy())
                .contains("DJL_CACHE_DIR", "500 MB free");
    }

    // ---- the bridge

    @Test
    void theBridgeIsTheOneAskedForElseTheOneThatFitsTheFolder() {
        assertThat(of(folder(CUDA, null), null, null, CARD).flavor()).isEqualTo("cu128");
        assertThat(of(folder(CUDA, null), null, "cpu", CARD).flavor()).isEqualTo("cpu");
        assertThat(of(folder(CUDA, null), null, null, NOTHING).flavor())
                .as("the CUDA part cannot be loaded without a driver")
                .isEqualTo("cpu");
        assertThat(of(folder(CPU, null), null, null, CARD).flavor()).isEqualTo("cpu");
        assertThat(of(null, null, null, CARD).flavor()).isEqualTo("cpu");
    }

    // ---- what the doctor says of a running engine

    @Test
    void aMachineWithoutACardNeedsNothing() {
        List<Note> notes = of(null, null, null, NOTHING).notes(CudaAnswer.NOT_ASKED);

        assertThat(notes).extracting(Note::subject).containsExactly("Natives", "NVIDIA cards", "CUDA devices");
        assertThat(notes).allMatch(Note::good).allMatch(note -> note.remedy().isEmpty());
    }

    @Test
    void aGpuInUseNeedsNothing() {
        List<Note> notes = of(folder(CUDA, "2.7.1+cu128"), null, null, CARD).notes(new CudaAnswer(2, CudaAnswer.READY));

        assertThat(notes).allMatch(Note::good).allMatch(note -> note.remedy().isEmpty());
        assertThat(notes)
                .extracting(Note::value)
                .containsExactly(LIB + " (CUDA, 2.7.1+cu128)", "RTX 4090, driver 570.86.15", "2");
    }

    @Test
    void aCardBesideTheEngineForTheCpuIsNoFaultButTold() {
        Note note = devices(of(null, null, null, CARD), CudaAnswer.NOT_ASKED);

        assertThat(note.good()).isTrue();
        assertThat(note.remedy()).contains("for the CPU", "set PYTORCH_LIBRARY_PATH", "CUDA 12.8");
    }

    @Test
    void aCardWithoutDriver() {
        NvidiaHardware bare = new NvidiaHardware(List.of("NVIDIA card"), null);

        assertThat(devices(of(null, null, null, bare), CudaAnswer.NOT_ASKED).remedy())
                .contains("driver is not loaded", "525.60 or newer", "then set PYTORCH_LIBRARY_PATH");
        Note asked = devices(of(folder(CUDA, null), null, "cu128", bare), new CudaAnswer(0, CudaAnswer.OLD_DRIVER));
        assertThat(asked.good()).isFalse();
        assertThat(asked.remedy()).endsWith("install NVIDIA's driver 525.60 or newer.");
    }

    @Test
    void aDriverThatIsTooOld() {
        NvidiaHardware old = new NvidiaHardware(List.of("Tesla K80"), "470.256.02");

        Note note = devices(of(folder(CUDA, null), null, "cu128", old), new CudaAnswer(0, CudaAnswer.OLD_DRIVER));

        assertThat(note.good()).isFalse();
        assertThat(note.remedy()).contains("driver 470.256.02 is too old for CUDA 12", "525.60 or newer");
    }

    @Test
    void aCudaPyTorchWhereThereIsNoCard() {
        assertThat(devices(of(folder(CUDA, null), null, null, NOTHING), NONE).good())
                .as("nobody asked for CUDA")
                .isTrue();
        Note asked = devices(of(folder(CUDA, null), null, "cu128", NOTHING), NONE);
        assertThat(asked.good()).isFalse();
        assertThat(asked.remedy()).contains("no card and no driver were found");
    }

    @Test
    void aCardThatIsHiddenFromTheProcess() {
        Note note = devices(of(folder(CUDA, null), null, "cu128", CARD), NONE);

        assertThat(note.good()).isFalse();
        assertThat(note.remedy()).contains("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void anAnswerOfCudaThatNobodyExpected() {
        Note note = devices(of(folder(CUDA, null), null, null, CARD), new CudaAnswer(0, 802));

        assertThat(note.remedy()).contains("error 802", "nvidia-smi");
    }

    @Test
    void aFlavourThatLeavesTheGpuUnused() {
        Note natives = of(folder(CUDA, "2.7.1+cu128"), null, "cpu", CARD)
                .notes(CudaAnswer.NOT_ASKED)
                .getFirst();

        assertThat(natives.good()).isTrue();
        assertThat(natives.remedy()).contains("PYTORCH_FLAVOR=cpu", "unset it");
    }
}
