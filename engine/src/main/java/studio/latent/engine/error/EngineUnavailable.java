package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// The PyTorch natives or the device asked for cannot be used on this machine.
public final class EngineUnavailable extends StudioException {
    private static final long serialVersionUID = 1L;

    public EngineUnavailable(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public EngineUnavailable(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
