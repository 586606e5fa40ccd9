package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A loss or a weight became infinite or not a number.
public final class TrainingDiverged extends StudioException {
    private static final long serialVersionUID = 1L;

    public TrainingDiverged(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public TrainingDiverged(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
