package studio.latent.engine.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;

/// One piece of work under way: watch its [#progress()], [#cancel()] it, [#await()] its outcome.
///
/// A job never throws to its owner; every ending is an [Outcome]. All methods may be called from any thread.
public final class Job<T> {
    /// The work itself; runs once, on the thread that the executor chooses.
    @FunctionalInterface
    public interface Body<T> {
        T run(JobContext context) throws StudioException;
    }

    private final String name;
    private final long startedNanos = System.nanoTime();
    private final Cancellation cancellation;
    private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    private volatile Progress progress = Progress.NONE;

    private Job(String name, Cancellation cancellation) {
        this.name = name;
        this.cancellation = cancellation;
    }

    /// Starts `body` on `executor`. `name` is shown to the user.
    public static <T> Job<T> start(String name, Executor executor, Body<T> body) {
        return start(name, executor, () -> false, body);
    }

    /// The same for work that gives way: where `overtaken` holds, the body leaves at its next check of the
    /// cancellation, and is begun anew at the executor's next turn. What it keeps of its first run it keeps itself.
    public static <T> Job<T> start(String name, Executor executor, BooleanSupplier overtaken, Body<T> body) {
        Job<T> job = new Job<>(name, new Cancellation(overtaken));
        executor.execute(() -> job.run(executor, body));
        return job;
    }

    /// A job that has already ended with `value`.
    public static <T> Job<T> completed(String name, T value) {
        Job<T> job = new Job<>(name, new Cancellation());
        job.outcome.complete(new Outcome.Completed<>(value));
        return job;
    }

    /// A job that has already failed.
    public static <T> Job<T> failed(String name, Throwable cause) {
        Job<T> job = new Job<>(name, new Cancellation());
        job.outcome.complete(new Outcome.Failed<>(cause));
        return job;
    }

    private void run(Executor executor, Body<T> body) {
        try {
            Outcome<T> result = attempt(body);
            if (result == null) {
                executor.execute(() -> run(executor, body));
            } else {
                outcome.complete(result);
            }
        } catch (RuntimeException e) {
            outcome.complete(new Outcome.Failed<>(e)); // the executor takes nothing any more
        }
    }

    /// How the body ended; null where it gave way.
    private @Nullable Outcome<T> attempt(Body<T> body) {
        try {
            cancellation.check();
            return new Outcome.Completed<>(body.run(new Watched()));
        } catch (Cancellation.CancelledException _) {
            return new Outcome.Cancelled<>();
        } catch (Cancellation.OvertakenException _) {
            return null;
        } catch (OutOfDeviceMemory.Unchecked e) {
            return new Outcome.Failed<>(e.fault());
        } catch (StudioException | RuntimeException | Error e) {
            return new Outcome.Failed<>(e);
        }
    }

    public String name() {
        return name;
    }

    public Progress progress() {
        return progress;
    }

    /// Time since the job was asked for.
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    public void cancel() {
        cancellation.request();
    }

    public boolean isDone() {
        return outcome.isDone();
    }

    /// Waits for the end. Not for the JavaFX thread.
    public Outcome<T> await() {
        return outcome.join();
    }

    /// Waits for the value of a job that works for another, which may have been cancelled meanwhile: that other then
    /// ends as cancelled, whatever became of this one.
    ///
    /// @param context of the other job
    public T awaitFor(JobContext context) throws StudioException {
        Outcome<T> end = await();
        context.checkCancelled();
        return end.orThrow();
    }

    /// Calls `action` once when the job ends: on the job's thread, or at once if it has ended.
    public void whenDone(Consumer<? super Outcome<T>> action) {
        var _ = outcome.thenAccept(action);
    }

    private final class Watched implements JobContext {
        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void progress(Progress newest) {
            progress = newest;
        }
    }
}
