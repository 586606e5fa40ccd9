package studio.latent.engine.job;

/// How far a job is.
///
/// @param activity what is done now, as a short phrase in the present ("Encoding images"); may be empty
/// @param done units finished, in `[0, total]`
/// @param total units in all; 0 while unknown
public record Progress(String activity, long done, long total) {
    public static final Progress NONE = new Progress("", 0, 0);

    public Progress {
        if (done < 0 || total < 0 || (total > 0 && done > total)) {
            throw new IllegalArgumentException(
                    "progress: done must be within [0, total], got " + done + " of " + total);
        }
    }

    public boolean isKnown() {
        return total > 0;
    }

    /// Share that is done, in [0, 1]; 0 while unknown.
    public double fraction() {
        return total == 0 ? 0 : (double) done / total;
    }
}
