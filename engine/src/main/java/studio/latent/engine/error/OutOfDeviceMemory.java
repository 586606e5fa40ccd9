package studio.latent.engine.error;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The device has too little memory for the batch or the model.
public final class OutOfDeviceMemory extends StudioException {
    private static final long serialVersionUID = 1L;

    /// A batch with which it would have enough; 0 where none is known.
    private final int fittingBatch;

    public OutOfDeviceMemory(String problem, String remedy) {
        this(problem, remedy, null);
    }

    public OutOfDeviceMemory(String problem, String remedy, @Nullable Throwable cause) {
        this(problem, remedy, 0, cause);
    }

    /// @param fittingBatch a batch with which it would have enough; 0 for none
    public OutOfDeviceMemory(String problem, String remedy, int fittingBatch, @Nullable Throwable cause) {
        super(problem, remedy, cause);
        this.fittingBatch = fittingBatch;
    }

    /// A batch with which a training would have had enough, where one was found.
    public OptionalInt fittingBatch() {
        return fittingBatch > 0 ? OptionalInt.of(fittingBatch) : OptionalInt.empty();
    }

    /// The same where values are copied to or from a device, which happens in the midst of much that declares no
    /// fault. [studio.latent.engine.job.Job] and whoever loads or calls a network turn it into what it carries.
    public static final class Unchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final OutOfDeviceMemory fault;

        public Unchecked(OutOfDeviceMemory fault) {
            super(fault);
            this.fault = fault;
        }

        public OutOfDeviceMemory fault() {
            return fault;
        }
    }
}
