package studio.latent.engine.train;

import studio.latent.engine.model.AutoencoderShape;

/// The autoencoder in whose latent space a run trains.
///
/// @param hash of its weights when the run began, or of those of the teacher that contains it
public record RunAutoencoder(String hash, AutoencoderShape shape) {
    /// The folder of a run that keeps a copy of the autoencoder.
    public static final String FOLDER = "autoencoder";
}
