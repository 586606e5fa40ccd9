package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.image.Raster;

/// What becomes of a picture without a recipe: a model that finds latents finds its, a diffusion model begins
/// with it.
///
/// @param glimpse sees the nearest image so far while a latent is searched for; null when that came to nothing
/// @param space what such a search moves, in a model with styles
record PictureTaker(
        ImageEncoder encoder,
        EditViewModel edit,
        ObservableValue<InversionSpace> space,
        Consumer<@Nullable Raster> glimpse) {
    /// @param sink takes the latent, where the picture is encoded
    void take(Path file, Consumer<LatentState> sink) {
        if (edit.offeredProperty().get()) {
            edit.take(file);
        } else {
            encoder.encode(file, space.getValue(), sink, glimpse);
        }
    }
}
