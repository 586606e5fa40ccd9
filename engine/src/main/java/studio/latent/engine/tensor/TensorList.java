package studio.latent.engine.tensor;

import ai.djl.pytorch.jni.ScriptBridge;
import java.util.List;

/// Tensors that go to scripts together, boxed once: a network's parameters, an optimizer's state.
public final class TensorList implements Argument, AutoCloseable {
    private final List<Tensor> tensors;
    private long box;

    public TensorList(Scope scope, List<Tensor> tensors) {
        this.tensors = List.copyOf(tensors);
        this.box = ScriptBridge.boxTensors(
                tensors.stream().mapToLong(Tensor::handle).toArray());
        scope.own(this);
    }

    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public long box() {
        if (box == 0) {
            throw new IllegalStateException("the list was freed");
        }
        return box;
    }

    @Override
    public boolean boxIsShared() {
        return true;
    }

    @Override
    public void close() {
        if (box != 0) {
            ScriptBridge.deleteBox(box);
            box = 0;
        }
    }
}
