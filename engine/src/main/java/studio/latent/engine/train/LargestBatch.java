package studio.latent.engine.train;

import java.util.OptionalInt;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;

/// The search for a batch that fits into a device's memory, by trying: what a step needs depends on the network, on
/// the libraries and on what else the device does.
final class LargestBatch {
    /// Trials between the largest half that fitted and the next that did not.
    private static final int REFINEMENTS = 2;

    private LargestBatch() {}

    /// A step with so many images.
    @FunctionalInterface
    interface Trial {
        /// **Errors** [OutOfDeviceMemory] where it does not fit.
        void at(int batch) throws StudioException;
    }

    /// A batch that fits, below one that did not: halved until one does, then a little more; empty where not even
    /// one image fits. It takes at most log₂(tooLarge) + 2 trials.
    ///
    /// @param tooLarge at least 1
    /// @param least the fewest images that a step can be made with, at least 1
    static OptionalInt below(int tooLarge, int least, Trial trial) throws StudioException {
        int high = tooLarge;
        int low = Math.max(least, tooLarge / 2);
        while (low < high && !fits(low, trial)) {
            high = low;
            low = Math.max(least, low / 2);
        }
        if (low >= high) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < REFINEMENTS && high - low > 1; i++) {
            int middle = (low + high) >>> 1;
            if (fits(middle, trial)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return OptionalInt.of(low);
    }

    /// What to tell of a batch that did not fit: the largest that was found to.
    static OutOfDeviceMemory told(int tooLarge, int least, Trial trial, OutOfDeviceMemory cause)
            throws StudioException {
        OptionalInt found = below(tooLarge, least, trial);
        String problem = "The device ran out of memory with a batch of " + tooLarge;
        return found.isPresent()
                ? new OutOfDeviceMemory(
                        problem + "; " + found.getAsInt() + " fit.",
                        "Train with a batch of " + found.getAsInt() + " (--set batch=" + found.getAsInt()
                                + "), a smaller model, or close other programs that use the device.",
                        found.getAsInt(),
                        cause)
                : new OutOfDeviceMemory(
                        problem + ", and not even "
                                + (least == 1 ? "one image at a time fits." : least + " images at a time fit."),
                        "Choose a smaller model or smaller images, or close other programs that use the device.",
                        cause);
    }

    private static boolean fits(int batch, Trial trial) throws StudioException {
        try {
            trial.at(batch);
            return true;
        } catch (OutOfDeviceMemory _) {
            return false;
        }
    }
}
