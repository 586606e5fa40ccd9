package studio.latent.engine.metric.feature;

/// The places of Inception-v3 at which features are read, from the first layers to the last.
public enum InceptionTap {
    /// After the first max pooling.
    POOL_64("64", 64),
    /// After the second max pooling.
    POOL_192("192", 192),
    /// After the second of the four blocks with 7×7 kernels; `mixed5` in Keras.
    MIXED_5("mixed5", 768),
    /// Before the auxiliary classifier.
    MIXED_768("768", 768),
    /// The last mean over the pixels: the features of the FID.
    POOL_2048("2048", 2048),
    /// The classifier's products without its bias: what the Inception Score takes the softmax of, as torch-fidelity
    /// (`logits_unbiased`) and the first implementation do.
    LOGITS("logits", 1008);

    private final String id;
    private final int dimension;

    InceptionTap(String id, int dimension) {
        this.id = id;
        this.dimension = dimension;
    }

    public String id() {
        return id;
    }

    /// Numbers per image.
    public int dimension() {
        return dimension;
    }
}
