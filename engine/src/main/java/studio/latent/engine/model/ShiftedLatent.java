package studio.latent.engine.model;

import org.jspecify.annotations.Nullable;

/// A latent, and how far what a decoder makes of it is moved.
///
/// @param shift null for not at all
public record ShiftedLatent(Latent latent, @Nullable DecoderShift shift) {
    /// A latent of which nothing is moved.
    public ShiftedLatent(Latent latent) {
        this(latent, null);
    }
}
