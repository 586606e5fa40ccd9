package studio.latent.app.compare;

import studio.latent.engine.image.Raster;

/// Two images to choose between.
///
/// @param number of the pair, from 1
public record BlindPair(int number, Raster left, Raster right) {}
