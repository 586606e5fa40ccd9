package studio.latent.app.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// What a running command has: the terminal, and the studio, which is opened when it is first asked for.
final class CommandScope implements AutoCloseable {
    private static final long REDRAW_MILLIS = 100;
    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final Terminal terminal;
    private final StudioOpener opener;
    private UnaryOperator<StudioOptions> change = UnaryOperator.identity();
    private @Nullable Studio studio;

    CommandScope(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    Terminal terminal() {
        return terminal;
    }

    /// Changes the options that the studio will be opened with.
    void change(UnaryOperator<StudioOptions> further) {
        if (studio != null) {
            throw new IllegalStateException("options must be changed before the studio is opened");
        }
        UnaryOperator<StudioOptions> before = change;
        change = options -> further.apply(before.apply(options));
    }

    Studio studio() throws StudioException {
        Studio opened = studio;
        if (opened == null) {
            opened = opener.open(change);
            studio = opened;
        }
        return opened;
    }

    void print(String line) {
        terminal.out().println(line);
    }

    void print(JsonObject object) {
        terminal.out().println(JSON.toJson(object));
    }

    /// A remark that is no result: programs that read the output never see it.
    void remark(String line) {
        terminal.err().println(line);
    }

    /// Waits for a job with its progress on the terminal's last row.
    ///
    /// **Errors** the job's own; [IllegalStateException] when it met a bug.
    <T> T await(Job<T> job) throws StudioException {
        if (terminal.interactive()) {
            drawUntilDone(job);
        }
        return valueOf(job.await());
    }

    private <T> void drawUntilDone(Job<T> job) {
        CountDownLatch done = new CountDownLatch(1);
        job.whenDone(_ -> done.countDown());
        boolean drawn = false;
        try {
            while (!done.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                String line = ProgressLine.of(job.name(), job.progress(), job.elapsed());
                if (!line.isEmpty()) {
                    terminal.redraw(line);
                    drawn = true;
                }
            }
        } catch (InterruptedException _) {
            job.cancel();
            Thread.currentThread().interrupt();
        }
        if (drawn) {
            terminal.clearLine();
        }
    }

    /// The value, or the exception that [CommandLineProgram] turns into an exit status.
    static <T> T valueOf(Outcome<T> outcome) throws StudioException {
        return switch (outcome) {
            case Outcome.Completed<T>(T value) -> value;
            case Outcome.Cancelled<T> _ -> throw new CancelledCommand();
            case Outcome.Failed<T>(StudioException cause) -> throw cause;
            case Outcome.Failed<T>(RuntimeException cause) -> throw cause;
            case Outcome.Failed<T>(Error cause) -> throw cause;
            case Outcome.Failed<T>(Throwable cause) -> throw new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        if (studio != null) {
            studio.close();
        }
    }

    /// Someone cancelled the command's work; no bug and no fault.
    static final class CancelledCommand extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledCommand() {
            super("The work was cancelled.", null, false, false);
        }
    }
}
