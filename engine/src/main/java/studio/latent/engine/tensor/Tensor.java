package studio.latent.engine.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.ScriptBridge;
import java.lang.foreign.Arena;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A native array on a device. It is made, used and freed on one lane; any other thread is refused.
public final class Tensor implements Argument, AutoCloseable {
    private final Lane lane;
    private long handle;

    /// The memory that a wrapped tensor reads: kept alive as long as the tensor.
    private final Object memory;

    private Tensor(Scope scope, long handle, Object memory) {
        this.lane = scope.lane();
        this.handle = handle;
        this.memory = memory;
        lane.count(1);
        scope.own(this);
    }

    static Tensor adopt(Scope scope, long handle) {
        return new Tensor(scope, handle, scope);
    }

    /// A copy of a host array on the device.
    ///
    /// **Errors** of this and all other copies: [studio.latent.engine.error.OutOfDeviceMemory.Unchecked].
    public static Tensor of(Scope scope, ComputeDevice device, HostTensor host) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Math.max(4, host.size() * 4)).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(host.values());
        return placed(
                scope,
                device,
                DataType.FLOAT32,
                new Tensor(scope, ScriptBridge.wrap(buffer, DataType.FLOAT32, longs(host.shape())), buffer));
    }

    /// float32 values of the given shape over `buffer`, without a copy on the CPU. The buffer is direct, in native
    /// order, and must not change while the tensor lives.
    public static Tensor wrapFloats(Scope scope, ComputeDevice device, ByteBuffer buffer, int... shape) {
        requireDirect(buffer, 4L * HostTensor.sizeOf(shape));
        return placed(
                scope,
                device,
                DataType.FLOAT32,
                new Tensor(scope, ScriptBridge.wrap(buffer, DataType.FLOAT32, longs(shape)), buffer));
    }

    /// float64 values of the given shape, copied to the device: for sums in which float32 is too coarse.
    public static Tensor ofDoubles(Scope scope, ComputeDevice device, double[] values, int... shape) {
        if (values.length != HostTensor.sizeOf(shape)) {
            throw new IllegalArgumentException("values must hold " + HostTensor.sizeOf(shape) + " numbers for shape "
                    + Arrays.toString(shape) + ", got " + values.length);
        }
        // freed with the scope: moments are large, and the garbage collector does not see native memory
        Arena arena = scope.own(Arena.ofConfined());
        ByteBuffer buffer = arena.allocate((long) Math.max(1, values.length) * Double.BYTES, Double.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        buffer.asDoubleBuffer().put(values);
        return placed(
                scope,
                device,
                DataType.FLOAT64,
                new Tensor(scope, ScriptBridge.wrap(buffer, DataType.FLOAT64, longs(shape)), buffer));
    }

    /// uint8 values, as [#wrapFloats].
    public static Tensor wrapBytes(Scope scope, ComputeDevice device, ByteBuffer buffer, int... shape) {
        requireDirect(buffer, HostTensor.sizeOf(shape));
        return placed(
                scope,
                device,
                DataType.UINT8,
                new Tensor(scope, ScriptBridge.wrap(buffer, DataType.UINT8, longs(shape)), buffer));
    }

    private static void requireDirect(ByteBuffer buffer, long bytes) {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder() || buffer.capacity() < bytes) {
            throw new IllegalArgumentException(
                    "buffer must be direct, in native order and hold " + bytes + " bytes, got " + buffer);
        }
    }

    private static Tensor placed(Scope scope, ComputeDevice device, DataType type, Tensor onCpu) {
        if (!device.isCuda()) {
            return onCpu;
        }
        long moved = DeviceMemory.copied(() -> ScriptBridge.to(onCpu.handle(), type, 1, device.index()));
        return adopt(scope, moved);
    }

    /// A leaf that gradients are wanted for, over the same memory as this one.
    public Tensor asParameter() {
        ScriptBridge.requireGradient(handle());
        return this;
    }

    /// The same memory outside of the gradient graph.
    public Tensor detached(Scope scope) {
        return adopt(scope, ScriptBridge.detach(handle()));
    }

    long handle() {
        if (Lane.currentOrNull() != lane) {
            throw new IllegalStateException("a tensor of the " + lane.kind() + " lane was touched on "
                    + Thread.currentThread().getName());
        }
        if (handle == 0) {
            throw new IllegalStateException("the tensor was freed");
        }
        return handle;
    }

    @Override
    public long box() {
        return ScriptBridge.boxTensor(handle());
    }

    @Override
    public boolean boxIsShared() {
        return false;
    }

    public int[] shape() {
        return Arrays.stream(ScriptBridge.shape(handle()))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /// A copy in host memory as float32; float64 and integers are converted.
    public HostTensor toHost() {
        int[] shape = shape();
        long plain = onHost(DataType.FLOAT32);
        try {
            float[] values = new float[HostTensor.sizeOf(shape)];
            if (values.length > 0) {
                ScriptBridge.memory(plain)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .get(values);
            }
            return new HostTensor(shape, values);
        } finally {
            ScriptBridge.deleteTensor(plain);
            Reference.reachabilityFence(memory);
        }
    }

    /// The elements of a uint8 tensor in row-major order.
    public byte[] toBytes() {
        long plain = onHost(DataType.UINT8);
        try {
            byte[] values = new byte[HostTensor.sizeOf(shape())];
            if (values.length > 0) {
                ScriptBridge.memory(plain).get(values);
            }
            return values;
        } finally {
            ScriptBridge.deleteTensor(plain);
        }
    }

    /// The elements of an integer tensor in row-major order.
    public long[] toLongs() {
        long plain = onHost(DataType.INT64);
        try {
            long[] values = new long[HostTensor.sizeOf(shape())];
            if (values.length > 0) {
                ScriptBridge.memory(plain)
                        .order(ByteOrder.nativeOrder())
                        .asLongBuffer()
                        .get(values);
            }
            return values;
        } finally {
            ScriptBridge.deleteTensor(plain);
        }
    }

    /// The elements in row-major order as float64; float32 and integers are converted.
    public double[] toDoubles() {
        long plain = onHost(DataType.FLOAT64);
        try {
            double[] values = new double[HostTensor.sizeOf(shape())];
            if (values.length > 0) {
                ScriptBridge.memory(plain)
                        .order(ByteOrder.nativeOrder())
                        .asDoubleBuffer()
                        .get(values);
            }
            return values;
        } finally {
            ScriptBridge.deleteTensor(plain);
            Reference.reachabilityFence(memory);
        }
    }

    /// A new handle: contiguous, on the CPU, of the given type.
    private long onHost(DataType type) {
        long moved = DeviceMemory.copied(() -> ScriptBridge.to(handle(), type, 0, -1));
        long plain = ScriptBridge.contiguous(moved);
        ScriptBridge.deleteTensor(moved);
        return plain;
    }

    private static long[] longs(int[] shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    /// Frees the array now instead of with its scope; freeing twice does nothing.
    @Override
    public void close() {
        if (handle != 0) {
            ScriptBridge.deleteTensor(handle());
            handle = 0;
            lane.count(-1);
        }
    }
}
