package studio.latent.engine.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.EngineUnavailable;

/// One platform thread that owns the arrays it makes.
///
/// PyTorch's gradient mode, thread count and script options belong to a thread; a lane sets all three when it
/// starts. Whether a call records gradients is then the script's own affair ([Script.Mode]).
/// Every [Tensor] is made, used and freed on its lane; what crosses lanes is values. Waiting work runs most urgent
/// first, and in the order of submission within one urgency.
public final class Lane implements AutoCloseable {
    /// What a lane is for.
    public enum Kind {
        /// Images under the hand.
        RENDER,
        /// Training steps.
        TRAIN,
        /// Exports, encodings, metrics.
        BACKGROUND
    }

    /// How soon waiting work should run.
    public enum Urgency {
        NOW,
        SOON,
        WHENEVER
    }

    private static final long CLOSE_MILLIS = 60_000;

    /// The order of the task that ends the worker.
    private static final long END = Long.MIN_VALUE;

    private record Task(Urgency urgency, long order, Runnable body) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byUrgency = urgency.compareTo(other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(order, other.order);
        }
    }

    private final class Worker extends Thread {
        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            work();
        }

        Lane lane() {
            return Lane.this;
        }
    }

    private final Kind kind;
    private final int threads;
    private final PriorityBlockingQueue<Task> queue = new PriorityBlockingQueue<>();
    private final AtomicLong order = new AtomicLong();
    private final AtomicInteger liveTensors = new AtomicInteger();
    private final Worker worker;
    private volatile boolean closed;

    /// A lane with `threads` intra-op threads, at least 1.
    public Lane(Kind kind, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.kind = kind;
        this.threads = threads;
        this.worker = new Worker("lane-" + kind.name().toLowerCase(Locale.ROOT));
        worker.start();
    }

    /// The lane of the calling thread.
    ///
    /// **Errors** [IllegalStateException] on any thread that is no lane.
    public static Lane current() {
        Lane lane = currentOrNull();
        if (lane == null) {
            throw new IllegalStateException("tensors belong to a lane; this is "
                    + Thread.currentThread().getName());
        }
        return lane;
    }

    static @Nullable Lane currentOrNull() {
        return Thread.currentThread() instanceof Worker worker ? worker.lane() : null;
    }

    public Kind kind() {
        return kind;
    }

    public int threads() {
        return threads;
    }

    /// An executor for jobs of this urgency.
    public Executor at(Urgency urgency) {
        return body -> submit(urgency, body);
    }

    /// Runs `body` on this lane when its turn comes. Exceptions of `body` end up in the thread's uncaught handler.
    public void submit(Urgency urgency, Runnable body) {
        if (closed) {
            throw new IllegalStateException("the lane " + worker.getName() + " is closed");
        }
        queue.add(new Task(urgency, order.getAndIncrement(), body));
    }

    /// Whether work more urgent than this waits: what runs can give way to it.
    public boolean hasMoreUrgentThan(Urgency urgency) {
        Task next = queue.peek();
        return next != null && next.order != END && next.urgency.compareTo(urgency) < 0;
    }

    /// Arrays made on this lane and not yet freed: 0 when all scopes are closed.
    public int liveTensors() {
        return liveTensors.get();
    }

    boolean isClosed() {
        return closed;
    }

    void count(int delta) {
        liveTensors.addAndGet(delta);
    }

    private void work() {
        boolean prepared = false;
        while (true) {
            Task task;
            try {
                task = queue.take();
            } catch (InterruptedException _) {
                continue; // nobody ends a lane by interrupting it
            }
            if (task.order == END) {
                return;
            }
            try {
                if (!prepared) {
                    prepared = prepare();
                }
                task.body.run();
            } catch (RuntimeException | Error e) {
                Thread.UncaughtExceptionHandler handler = worker.getUncaughtExceptionHandler();
                handler.uncaughtException(worker, e);
            }
        }
    }

    /// Sets the thread's PyTorch state. A task that cannot do without the engine fails by itself where it
    /// starts it.
    private boolean prepare() {
        try {
            TorchEngine.start();
        } catch (EngineUnavailable _) {
            return false;
        }
        JniUtils.setGradMode(true);
        JniUtils.setNumThreads(threads);
        JniUtils.setGraphExecutorOptimize(false);
        return true;
    }

    /// Ends the lane after the task that is running, and waits for that; waiting tasks are dropped.
    ///
    /// The worker is not interrupted: an interrupt would close a file that the task is writing, and a process that
    /// ends while native code runs can crash.
    @Override
    public void close() {
        queue.clear();
        closed = true;
        queue.add(new Task(Urgency.NOW, END, () -> {}));
        if (Thread.currentThread().equals(worker)) {
            return;
        }
        try {
            worker.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
