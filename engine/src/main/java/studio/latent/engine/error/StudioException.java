package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A fault of the world, not of the program: a broken file, a full disk, a value out of range.
///
/// The user is told the [#problem()] (what happened, to what) and the [#remedy()] (what to do next), each one
/// sentence. The technical detail stays in [#getCause()]. A bug is never a `StudioException`; it is an unchecked
/// exception.
public abstract sealed class StudioException extends Exception
        permits BadDataset,
                BadImage,
                BadModelFile,
                BadOption,
                DiskFull,
                EngineUnavailable,
                FileTrouble,
                IncompatibleModel,
                NotFound,
                OutOfDeviceMemory,
                TrainingDiverged,
                TrainingFailed {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    StudioException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /// What happened, to what: one sentence that ends with a full stop.
    public String problem() {
        return problem;
    }

    /// What the user can do next: one sentence that ends with a full stop.
    public String remedy() {
        return remedy;
    }
}
