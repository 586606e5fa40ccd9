package studio.latent.engine.model;

import java.util.Arrays;

/// A point of a model's latent space.
///
/// **Shapes** `values: [d]` with d the model's latent dimension. The array is not written to afterwards.
public record Latent(float[] values) {
    public int dimension() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latent(float[] v) && Arrays.equals(values, v);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Latent[" + values.length + "]";
    }
}
