package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// A file could not be written for want of space; what stood there before is untouched.
public final class DiskFull extends StudioException {
    private static final long serialVersionUID = 1L;

    public DiskFull(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public DiskFull(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
