package studio.latent.engine.tensor;

import ai.djl.util.cuda.CudaUtils;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// What the CUDA runtime says when it is asked for devices.
///
/// @param devices how many it can use; none unless the status is 0
/// @param status the runtime's own code: [#READY], [#OLD_DRIVER], [#NO_DEVICE] or another of its errors
record CudaAnswer(int devices, int status) {
    static final int READY = 0;
    /// There is no driver, or it is too old for the runtime.
    static final int OLD_DRIVER = 35;

    static final int NO_DEVICE = 100;

    /// Nobody was asked: the PyTorch in use is for the processor.
    static final CudaAnswer NOT_ASKED = new CudaAnswer(0, NO_DEVICE);

    /// Asks the runtime that a loaded CUDA PyTorch brought with it.
    ///
    /// That library is in the process already under its full name; a search by the bare name, which DJL does, finds
    /// only one that is installed for the whole system.
    static CudaAnswer ofProcess() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("win");
        try (Arena arena = Arena.ofConfined()) {
            return ask(lookup(windows ? "cudart64_12.dll" : "libcudart.so.12", arena), arena);
        } catch (IllegalArgumentException _) {
            int devices = CudaUtils.getGpuCount();
            return new CudaAnswer(devices, devices > 0 ? READY : NO_DEVICE);
        }
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup lookup(String library, Arena arena) {
        return SymbolLookup.libraryLookup(library, arena);
    }

    @SuppressWarnings("restricted")
    private static CudaAnswer ask(SymbolLookup runtime, Arena arena) {
        MemorySegment address = runtime.find("cudaGetDeviceCount")
                .orElseThrow(() -> new IllegalArgumentException("no cudaGetDeviceCount"));
        MethodHandle count = Linker.nativeLinker()
                .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MemorySegment devices = arena.allocate(ValueLayout.JAVA_INT);
        try {
            int status = (int) count.invokeExact(devices);
            return new CudaAnswer(status == READY ? devices.get(ValueLayout.JAVA_INT, 0) : 0, status);
        } catch (Throwable e) {
            throw new IllegalStateException("the CUDA runtime could not be asked", e);
        }
    }
}
