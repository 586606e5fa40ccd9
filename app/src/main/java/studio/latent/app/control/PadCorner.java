package studio.latent.app.control;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.Raster;

/// What lies at one corner of a [LatentPad].
///
/// @param label its name ("seed 7"); may be empty
/// @param image its picture, once there is one
public record PadCorner(String label, @Nullable Raster image) {
    public static final PadCorner EMPTY = new PadCorner("", null);
}
