package studio.latent.engine.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import studio.latent.engine.error.OutOfDeviceMemory;

/// Eigenvalues and eigenvectors of a real symmetric matrix, in float64 on the CPU.
///
/// **Shapes** `values: [n]`, ascending; `vectors: [n][n]`, row i is the unit eigenvector of value i.
///
/// **Source** LAPACK `syevd` through PyTorch's `linalg_eigh`.
public record SymmetricEigen(double[] values, double[][] vectors) {
    private static final String METHOD = """
              def eigh(self: __torch__.M, a: Tensor) -> List[Tensor]:
                values, vectors = torch.linalg_eigh(a)
                return [values, torch.t(vectors)]
            """;

    /// Decomposes `matrix` on the calling lane. **Shapes** `matrix: [n·n]`, row-major; only its lower half is read.
    public static SymmetricEigen of(double[] matrix, int n) throws OutOfDeviceMemory {
        if (matrix.length != n * n) {
            throw new IllegalArgumentException("matrix must hold " + n * n + " numbers, got " + matrix.length);
        }
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(matrix.length * Double.BYTES).order(ByteOrder.nativeOrder());
        buffer.asDoubleBuffer().put(matrix);
        try (Scope scope = new Scope()) {
            Script script = Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, METHOD);
            List<Tensor> result =
                    script.callList(scope, "eigh", Tensor.wrapDoubles(scope, ComputeDevice.CPU, buffer, n, n));
            double[] flat = result.get(1).toDoubles();
            double[][] vectors = new double[n][n];
            for (int i = 0; i < n; i++) {
                System.arraycopy(flat, i * n, vectors[i], 0, n);
            }
            return new SymmetricEigen(result.get(0).toDoubles(), vectors);
        }
    }
}
