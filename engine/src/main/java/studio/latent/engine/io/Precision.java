package studio.latent.engine.io;

import studio.latent.engine.tensor.HostTensor;

/// How a weight file stores its numbers.
public enum Precision {
    FLOAT32,
    /// Half the size, rounded to 11 significant bits; an array with a number beyond ±65504 stays float32.
    FLOAT16;

    /// The values that a reader gets back.
    public HostTensor stored(HostTensor tensor) {
        if (!halves(tensor)) {
            return tensor;
        }
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
        }
        return new HostTensor(tensor.shape(), values);
    }

    boolean halves(HostTensor tensor) {
        return this == FLOAT16 && fitsHalf(tensor.values());
    }

    private static boolean fitsHalf(float[] values) {
        for (float value : values) {
            if (Float.isFinite(value) && Float.isInfinite(Float.float16ToFloat(Float.floatToFloat16(value)))) {
                return false;
            }
        }
        return true;
    }
}
