package studio.latent.engine.tensor;

import ai.djl.engine.EngineException;
import java.util.Optional;
import studio.latent.engine.error.OutOfDeviceMemory;

/// Tells from what PyTorch says whether a device's memory did not suffice.
final class DeviceMemory {
    private static final String REMEDY =
            "Use a smaller batch, a smaller model, or close other programs that use the device.";

    private DeviceMemory() {}

    /// The fault of a full device; empty for any other.
    ///
    /// @param where what was being done: "in 'step'", "while values were copied to it"
    static Optional<OutOfDeviceMemory> full(EngineException cause, String where) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("out of memory") || message.contains("can't allocate memory")
                ? Optional.of(new OutOfDeviceMemory("The device ran out of memory " + where + ".", REMEDY, cause))
                : Optional.empty();
    }

    /// A call that copies values to or from a device.
    @FunctionalInterface
    interface Copy {
        long handle();
    }

    /// Runs a copy; a full device is an [OutOfDeviceMemory.Unchecked].
    static long copied(Copy copy) {
        try {
            return copy.handle();
        } catch (EngineException e) {
            Optional<OutOfDeviceMemory> full = full(e, "while values were copied to it");
            if (full.isPresent()) {
                throw new OutOfDeviceMemory.Unchecked(full.get());
            }
            throw e;
        }
    }
}
