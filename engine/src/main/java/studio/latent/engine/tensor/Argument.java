package studio.latent.engine.tensor;

import ai.djl.pytorch.jni.ScriptBridge;

/// What a script's method takes: a tensor, a list of tensors or a number.
public sealed interface Argument permits Tensor, TensorList, Argument.Real, Argument.Whole {
    /// The native box of this argument.
    long box();

    /// Whether the box outlives the call because the argument keeps it.
    boolean boxIsShared();

    static Argument of(double value) {
        return new Real(value);
    }

    static Argument of(long value) {
        return new Whole(value);
    }

    record Real(double value) implements Argument {
        @Override
        public long box() {
            return ScriptBridge.boxReal(value);
        }

        @Override
        public boolean boxIsShared() {
            return false;
        }
    }

    record Whole(long value) implements Argument {
        @Override
        public long box() {
            return ScriptBridge.boxInteger(value);
        }

        @Override
        public boolean boxIsShared() {
            return false;
        }
    }
}
