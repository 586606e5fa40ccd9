package studio.latent.engine.job;

/// A flag that the owner of a job raises and that the job reads at every step.
public final class Cancellation {
    private volatile boolean requested;

    /// Asks the job to stop at its next step.
    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    /// Leaves the job if its owner has asked for that.
    ///
    /// **Errors** [CancelledException], which [Job] turns into [Outcome.Cancelled].
    public void check() {
        if (requested) {
            throw new CancelledException();
        }
    }

    /// Unwinds a cancelled job; never an error, never logged.
    public static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("cancelled", null, false, false);
        }
    }
}
