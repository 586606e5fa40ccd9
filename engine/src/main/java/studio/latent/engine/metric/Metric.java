package studio.latent.engine.metric;

/// What can be measured of a generative model.
///
/// Most compare features of generated images with those of real ones; [#source()] tells those that ask the model
/// itself.
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
    SPREAD("spread", Better.AS_REAL),

    /// Entropy of the classes that a classifier of the data's own classes sees; see [ClassEntropy].
    CLASS_ENTROPY("class-entropy", Better.AS_REAL),

    /// Mean over the classes of the Fréchet distance within a class.
    ///
    /// The class of an image, real or generated, is the one that the classifier of the data's own classes holds
    /// most probable: a model that is not told a class has no other. So an image that looks like another class
    /// than it was meant to counts to the one that it looks like.
    INTRA_CLASS_FRECHET("intra-class-frechet", Better.LOWER),

    /// Evidence lower bound of real images in nats an image; see [LikelihoodBound].
    ELBO("elbo", Better.HIGHER),

    /// The same bound as bits a pixel and channel; see [LikelihoodBound].
    BITS_PER_DIM("bits-per-dim", Better.LOWER),

    /// Perplexity of a pixel and channel, or of a token where the model is one of tokens; see [LikelihoodBound].
    PERPLEXITY("perplexity", Better.LOWER),

    /// How evenly images change along paths through the latents; see [PathLength].
    PERCEPTUAL_PATH_LENGTH("perceptual-path-length", Better.LOWER);

    /// What a metric is computed from.
    public enum Source {
        /// Features of generated and of real images.
        IMAGES,
        /// A model and real images.
        LIKELIHOOD,
        /// A model's latents and features of its images.
        PATHS
    }

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

    public Source source() {
        return switch (this) {
            case ELBO, BITS_PER_DIM, PERPLEXITY -> Source.LIKELIHOOD;
            case PERCEPTUAL_PATH_LENGTH -> Source.PATHS;
            case FRECHET_DISTANCE,
                    FRECHET_INFINITY,
                    KERNEL_DISTANCE,
                    SLICED_WASSERSTEIN,
                    PRECISION,
                    RECALL,
                    DENSITY,
                    COVERAGE,
                    INCEPTION_SCORE,
                    MEMORISATION,
                    SPREAD,
                    CLASS_ENTROPY,
                    INTRA_CLASS_FRECHET -> Source.IMAGES;
        };
    }

    /// Whether it asks a model, so that images alone do not give it.
    public boolean isOfModel() {
        return source() != Source.IMAGES;
    }
}
