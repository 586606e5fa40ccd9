package studio.latent.engine.job;

import java.util.function.BooleanSupplier;

/// A flag that the owner of a job raises and that the job reads at every step.
public final class Cancellation {
    private final BooleanSupplier overtaken;
    private volatile boolean requested;

    public Cancellation() {
        this(() -> false);
    }

    /// One that also says when something more urgent waits for the thread that the job runs on.
    Cancellation(BooleanSupplier overtaken) {
        this.overtaken = overtaken;
    }

    /// Asks the job to stop at its next step.
    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    /// Leaves the job if its owner has asked for that, or for now if something more urgent waits.
    ///
    /// **Errors** [CancelledException], which [Job] turns into [Outcome.Cancelled]; [OvertakenException], after
    /// which [Job] begins anew.
    public void check() {
        if (requested) {
            throw new CancelledException();
        }
        if (overtaken.getAsBoolean()) {
            throw new OvertakenException();
        }
    }

    /// Unwinds a cancelled job; never an error, never logged.
    public static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("cancelled", null, false, false);
        }
    }

    /// Unwinds a job that gives way to something more urgent; never an error, never logged.
    public static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("overtaken", null, false, false);
        }
    }
}
