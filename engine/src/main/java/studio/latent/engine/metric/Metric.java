package studio.latent.engine.metric;

/// What can be measured of generated images by their features.
public enum Metric {
    FRECHET_DISTANCE("frechet-distance", Better.LOWER),
    FRECHET_INFINITY("frechet-infinity", Better.LOWER),
    KERNEL_DISTANCE("kernel-distance", Better.LOWER),
    SLICED_WASSERSTEIN("sliced-wasserstein", Better.LOWER),
    PRECISION("precision", Better.HIGHER),
    RECALL("recall", Better.HIGHER),
    DENSITY("density", Better.HIGHER),
    COVERAGE("coverage", Better.HIGHER),
    INCEPTION_SCORE("inception-score", Better.HIGHER),
    MEMORISATION("memorisation", Better.LOWER),
    SPREAD("spread", Better.AS_REAL);

    /// Which values speak for the generated images.
    public enum Better {
        LOWER,
        HIGHER,
        /// Neither: it should be as it is for real images.
        AS_REAL
    }

    private final String id;
    private final Better better;

    Metric(String id, Better better) {
        this.id = id;
        this.better = better;
    }

    /// The name in files and on the command line; never changes.
    public String id() {
        return id;
    }

    public Better better() {
        return better;
    }
}
