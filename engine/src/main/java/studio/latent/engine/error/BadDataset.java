package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A data set that is empty, unreadable or not of the form that its name promises.
public final class BadDataset extends StudioException {
    private static final long serialVersionUID = 1L;

    public BadDataset(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public BadDataset(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
