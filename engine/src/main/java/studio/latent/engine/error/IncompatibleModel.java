package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A model that is sound in itself but cannot do what was asked of it.
public final class IncompatibleModel extends StudioException {
    private static final long serialVersionUID = 1L;

    public IncompatibleModel(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public IncompatibleModel(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
