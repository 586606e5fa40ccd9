package studio.latent.engine.generate;

import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;

/// One generated image with what it was made from.
public record SampledImage(long seed, Latent latent, Raster image) {}
