package ai.djl.pytorch.jni;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;

/// Calls DJL's package-private PyTorch natives with raw handles.
///
/// DJL's public API runs a script's method either without gradients or with tensors only; a training step needs
/// gradients, lists of tensors and numbers in one call (docs/decisions/0011). This class lives in DJL's package because
/// its natives are package-private, which the class path allows. Only the `tensor` room calls it.
@NullMarked
public final class ScriptBridge {
    private static final PyTorchLibrary LIBRARY = PyTorchLibrary.LIB;

    private ScriptBridge() {}

    /// Runs a method. With `gradient` false it runs in inference mode, otherwise in the thread's own gradient mode.
    public static long run(long module, String method, boolean gradient, long... arguments) {
        return LIBRARY.moduleRunMethod(module, method, arguments, gradient, false);
    }

    public static long boxTensor(long tensor) {
        return LIBRARY.iValueFromTensor(tensor);
    }

    public static long boxTensors(long... tensors) {
        return LIBRARY.iValueFromTensorList(tensors);
    }

    public static long boxReal(double value) {
        return LIBRARY.iValueFromDouble(value);
    }

    public static long boxInteger(long value) {
        return LIBRARY.iValueFromLong(value);
    }

    public static long unboxTensor(long boxed) {
        return LIBRARY.iValueToTensor(boxed);
    }

    public static long[] unboxTensors(long boxed) {
        return LIBRARY.iValueToTensorList(boxed);
    }

    public static void deleteBox(long boxed) {
        LIBRARY.torchDeleteIValue(boxed);
    }

    public static void deleteTensor(long tensor) {
        LIBRARY.torchDeleteTensor(tensor);
    }

    public static void deleteModule(long module) {
        LIBRARY.torchDeleteModule(module);
    }

    /// A tensor over the buffer's memory, without a copy; the buffer must outlive it. `type` is a DJL data type
    /// ordinal.
    public static long wrap(ByteBuffer buffer, DataType type, long... shape) {
        return LIBRARY.torchFromBlob(buffer, shape, number(type), 0, new int[] {0, -1}, false);
    }

    /// The memory of a contiguous CPU tensor, without a copy.
    public static ByteBuffer memory(long tensor) {
        return LIBRARY.torchDirectByteBuffer(tensor);
    }

    public static long to(long tensor, DataType type, int deviceKind, int deviceIndex) {
        return LIBRARY.torchTo(tensor, number(type), new int[] {deviceKind, deviceIndex});
    }

    public static long contiguous(long tensor) {
        return LIBRARY.torchToContiguous(tensor);
    }

    public static long[] shape(long tensor) {
        return LIBRARY.torchSizes(tensor);
    }

    /// DJL's natives number the types by their place in its enum.
    @SuppressWarnings("EnumOrdinal")
    private static int number(DataType type) {
        return type.ordinal();
    }

    /// Marks a leaf tensor as one that gradients are wanted for.
    public static void requireGradient(long tensor) {
        LIBRARY.torchAttachGrad(tensor, true);
    }

    public static long detach(long tensor) {
        return LIBRARY.torchDetachGrad(tensor);
    }
}
