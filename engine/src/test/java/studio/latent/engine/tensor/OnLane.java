package studio.latent.engine.tensor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Runs test bodies on a fresh lane and fails them when arrays are left behind.
public final class OnLane {
    /// A test body; it may throw anything.
    @FunctionalInterface
    public interface Body<T> {
        T run(Scope scope) throws Exception;
    }

    private OnLane() {}

    /// The value of `body`, run in its own scope on a lane of this kind with one thread.
    ///
    /// **Errors** whatever `body` throws; [AssertionError] when it leaks.
    public static <T> T call(Lane.Kind kind, Body<T> body) throws Exception {
        try (Lane lane = new Lane(kind, 1)) {
            CompletableFuture<T> result = new CompletableFuture<>();
            lane.submit(Lane.Urgency.NOW, () -> {
                try (Scope scope = new Scope()) {
                    result.complete(body.run(scope));
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            CompletableFuture<Integer> left = new CompletableFuture<>();
            lane.submit(Lane.Urgency.WHENEVER, () -> left.complete(lane.liveTensors()));
            T value = result.join();
            if (left.join() != 0) {
                throw new AssertionError(left.join() + " arrays were left on the lane");
            }
            return value;
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
