package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A training of before ended by a failure, of which its folder still tells.
public final class TrainingFailed extends StudioException {
    private static final long serialVersionUID = 1L;

    public TrainingFailed(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public TrainingFailed(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
