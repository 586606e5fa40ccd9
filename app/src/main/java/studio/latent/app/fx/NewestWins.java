package studio.latent.app.fx;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest of many values to the window's thread.
///
/// There is one slot and at most one delivery under way: a value that was not delivered before the next one came is
/// dropped, so a fast producer never fills the window's queue.
public final class NewestWins<T> {
    private final Executor ui;
    private final Consumer<? super T> sink;
    private final AtomicReference<@Nullable T> slot = new AtomicReference<>();

    /// @param ui runs what it is given on the window's thread
    public NewestWins(Executor ui, Consumer<? super T> sink) {
        this.ui = ui;
        this.sink = sink;
    }

    /// Puts `value` into the slot; safe from any thread, returns at once.
    public void offer(T value) {
        if (slot.getAndSet(value) == null) {
            ui.execute(this::deliver);
        }
    }

    /// Forgets a value that waits in the slot.
    public void clear() {
        slot.set(null);
    }

    private void deliver() {
        T newest = slot.getAndSet(null);
        if (newest != null) {
            sink.accept(newest);
        }
    }
}
