package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A model file that is truncated, corrupt, oversized or of another type than it claims.
public final class BadModelFile extends StudioException {
    private static final long serialVersionUID = 1L;

    public BadModelFile(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public BadModelFile(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
