package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// An image file that cannot be decoded.
public final class BadImage extends StudioException {
    private static final long serialVersionUID = 1L;

    public BadImage(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public BadImage(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
