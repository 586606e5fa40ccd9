package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;

/// A latent, and how far the styles are moved that it is mapped to.
///
/// @param shift null for not at all, and for a model without styles
public record StyledLatent(Latent latent, @Nullable StyleShift shift) {
    /// A latent whose styles are where they are.
    public StyledLatent(Latent latent) {
        this(latent, null);
    }
}
