package studio.latent.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.latent.engine.error.OutOfDeviceMemory;

/// A TorchScript module made from source text in memory: how the studio reaches the whole of PyTorch's operators.
///
/// The text holds methods of a class without parameters; weights are arguments. In gradient mode results remember
/// how they were made; in inference mode they do not, and cannot be used in a gradient later. A script belongs to
/// its lane.
public final class Script implements AutoCloseable {
    /// Whether calls record gradients.
    public enum Mode {
        INFERENCE,
        GRADIENT
    }

    private final Lane lane;
    private final Mode mode;
    private long module;

    private Script(Lane lane, Mode mode, long module) {
        this.lane = lane;
        this.mode = mode;
        this.module = module;
    }

    /// Compiles methods, each `  def name(self: __torch__.M, …) -> …:` with a body indented by four spaces.
    ///
    /// **Errors** [IllegalArgumentException] with PyTorch's own message when the text does not parse.
    public static Script compile(Scope scope, ComputeDevice device, Mode mode, String methods) {
        Device target = device.isCuda() ? Device.gpu(device.index()) : Device.cpu();
        try {
            byte[] archive = ScriptArchive.of(methods);
            long module = JniUtils.loadModuleHandle(new ByteArrayInputStream(archive), target, true, false);
            return scope.own(new Script(scope.lane(), mode, module));
        } catch (EngineException e) {
            throw new IllegalArgumentException("the script does not compile: " + e.getMessage() + "\n" + methods, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Calls a method that returns one tensor.
    ///
    /// **Errors** [OutOfDeviceMemory] when the device cannot hold the result; [IllegalArgumentException] for a
    /// method or shapes that do not fit.
    public Tensor call(Scope scope, String method, Argument... arguments) throws OutOfDeviceMemory {
        long result = run(method, arguments);
        try {
            return Tensor.adopt(scope, ScriptBridge.unboxTensor(result));
        } finally {
            ScriptBridge.deleteBox(result);
        }
    }

    /// Calls a method that returns a list of tensors.
    public List<Tensor> callList(Scope scope, String method, Argument... arguments) throws OutOfDeviceMemory {
        long result = run(method, arguments);
        try {
            List<Tensor> tensors = new ArrayList<>();
            for (long handle : ScriptBridge.unboxTensors(result)) {
                tensors.add(Tensor.adopt(scope, handle));
            }
            return tensors;
        } finally {
            ScriptBridge.deleteBox(result);
        }
    }

    private long run(String method, Argument[] arguments) throws OutOfDeviceMemory {
        if (Lane.currentOrNull() != lane) {
            throw new IllegalStateException("a script of the " + lane.kind() + " lane was called on "
                    + Thread.currentThread().getName());
        }
        long[] boxes = new long[arguments.length];
        int boxed = 0;
        try {
            for (; boxed < arguments.length; boxed++) {
                boxes[boxed] = arguments[boxed].box();
            }
            return ScriptBridge.run(module, method, mode == Mode.GRADIENT, boxes);
        } catch (EngineException e) {
            Optional<OutOfDeviceMemory> full = DeviceMemory.full(e, "in '" + method + "'");
            if (full.isPresent()) {
                throw full.get();
            }
            throw new IllegalArgumentException("the script's method '" + method + "' failed: " + e.getMessage(), e);
        } finally {
            for (int i = 0; i < boxed; i++) {
                if (!arguments[i].boxIsShared()) {
                    ScriptBridge.deleteBox(boxes[i]);
                }
            }
        }
    }

    @Override
    public void close() {
        if (module != 0) {
            ScriptBridge.deleteModule(module);
            module = 0;
        }
    }
}
