package studio.latent.engine.job;

/// What a running job sees of its owner: whether to stop, and where to say how far it is.
public interface JobContext {
    Cancellation cancellation();

    /// Publishes the newest progress; cheap enough for every step, the reader sees only the latest.
    void progress(Progress progress);

    default void progress(String activity, long done, long total) {
        progress(new Progress(activity, done, total));
    }

    /// Leaves the job if its owner has asked for that.
    default void checkCancelled() {
        cancellation().check();
    }

    /// A context that nobody watches and nobody cancels: for calls inside tests and other jobs.
    static JobContext unattended() {
        Cancellation never = new Cancellation();
        return new JobContext() {
            @Override
            public Cancellation cancellation() {
                return never;
            }

            @Override
            public void progress(Progress progress) {}
        };
    }
}
