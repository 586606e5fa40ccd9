package studio.latent.engine.image;

/// How an image of another shape is made to fit a target.
public enum FitRule {
    /// Each side is resized on its own; the picture's proportions change.
    STRETCH,
    /// The largest centred box of the target's proportions is cut out, then resized; nothing is distorted, edges are
    /// lost.
    CROP_CENTRE,
    /// The whole picture is resized to fit inside and centred on black; nothing is distorted, nothing is lost.
    PAD
}
