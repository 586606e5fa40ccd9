package studio.latent.app.control;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.Raster;

/// One picture of a [FilmStrip].
///
/// @param label what is written under it; may be empty
/// @param image the picture, once there is one
public record FilmFrame(String label, @Nullable Raster image) {}
