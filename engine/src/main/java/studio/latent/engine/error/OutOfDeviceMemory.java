package studio.latent.engine.error;

import org.jspecify.annotations.Nullable;

/// The device has too little memory for the batch or the model.
public final class OutOfDeviceMemory extends StudioException {
    private static final long serialVersionUID = 1L;

    public OutOfDeviceMemory(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public OutOfDeviceMemory(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
