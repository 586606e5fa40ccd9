package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A setting outside its range or of the wrong type.
public final class BadOption extends StudioException {
    private static final long serialVersionUID = 1L;

    public BadOption(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public BadOption(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
