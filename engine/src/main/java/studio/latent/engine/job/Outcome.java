package studio.latent.engine.job;

import studio.latent.engine.error.StudioException;

/// How a job ended.
public sealed interface Outcome<T> {
    record Completed<T>(T value) implements Outcome<T> {}

    record Cancelled<T>() implements Outcome<T> {}

    /// `cause` is a [StudioException] for the world's faults and any other throwable for a bug.
    record Failed<T>(Throwable cause) implements Outcome<T> {}

    /// The value of a completed job.
    ///
    /// **Errors** the job's own [StudioException]; [IllegalStateException] if it was cancelled or met a bug.
    default T orThrow() throws StudioException {
        return switch (this) {
            case Completed<T>(T value) -> value;
            case Cancelled<T> _ -> throw new IllegalStateException("the job was cancelled");
            case Failed<T>(StudioException cause) -> throw cause;
            case Failed<T>(Throwable cause) -> throw new IllegalStateException(cause);
        };
    }
}
