package studio.latent.engine.metric;

/// How far a value could move if other images had been drawn.
///
/// @param level probability that the band is made for, in (0, 1)
/// @param method how it was found
public record Band(double low, double high, double level, Method method) {
    /// How a band was found.
    public enum Method {
        /// Quantiles of the statistic over resampled generated images.
        BOOTSTRAP,

        /// The same, moved so that their mean lies at the value: for statistics that resampling makes larger.
        CENTRED_BOOTSTRAP,

        /// Quantiles of the values of subsets or splits: wider than the band of all images together.
        SUBSETS
    }

    public Band {
        if (!(low <= high)) {
            throw new IllegalArgumentException("band: low must not be above high, got " + low + " and " + high);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("band: level must be within (0, 1), got " + level);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
