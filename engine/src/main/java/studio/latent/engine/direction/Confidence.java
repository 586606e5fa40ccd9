package studio.latent.engine.direction;

/// How alike the directions are that other latents of the same kind would have given: the cosine similarity between
/// the direction and those of resampled latents. 1 is the same direction, 0 is no likeness.
///
/// @param median of the refits' cosine similarities
/// @param low lower end of the band that holds 95 % of them
/// @param high upper end
/// @param refits number of resampled sets of latents
public record Confidence(double median, double low, double high, int refits) {
    public Confidence {
        if (!(low <= median && median <= high) || !(low >= -1.000001) || !(high <= 1.000001)) {
            throw new IllegalArgumentException("confidence: low, median and high must rise within [-1, 1], got " + low
                    + ", " + median + " and " + high);
        }
        if (refits < 2) {
            throw new IllegalArgumentException("confidence: refits must be at least 2, got " + refits);
        }
    }
}
