package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A file could not be read or written: permissions, a vanished folder, a broken link.
public final class FileTrouble extends StudioException {
    private static final long serialVersionUID = 1L;

    public FileTrouble(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public FileTrouble(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
