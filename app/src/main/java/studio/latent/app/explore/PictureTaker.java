package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.function.Consumer;
import studio.latent.app.session.LatentState;

/// What becomes of a picture without a recipe: a model that finds latents encodes it, a diffusion model begins
/// with it.
record PictureTaker(ImageEncoder encoder, EditViewModel edit) {
    /// @param sink takes the latent, where the picture is encoded
    void take(Path file, Consumer<LatentState> sink) {
        if (edit.offeredProperty().get()) {
            edit.take(file);
        } else {
            encoder.encode(file, sink);
        }
    }
}
