package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A model, data set, run or file of the given name does not exist.
public final class NotFound extends StudioException {
    private static final long serialVersionUID = 1L;

    public NotFound(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public NotFound(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
