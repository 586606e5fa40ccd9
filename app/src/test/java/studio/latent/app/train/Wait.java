package studio.latent.app.train;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits in tests for what another thread will do.
final class Wait {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private Wait() {}

    /// Fails when `condition` does not come to hold.
    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
