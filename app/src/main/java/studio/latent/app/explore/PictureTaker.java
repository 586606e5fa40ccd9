package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;

/// What becomes of a picture without a recipe: a model that finds latents finds its, a diffusion model begins
/// with it.
///
/// @param search learns what is being found
/// @param glimpse sees the nearest image so far while a latent is searched for; null when that came to nothing
/// @param trouble told why a latent is not found
record PictureTaker(
        ImageEncoder encoder,
        EditViewModel edit,
        PictureSearchViewModel search,
        Consumer<@Nullable Raster> glimpse,
        Consumer<Throwable> trouble) {
    /// @param sink takes the latent, where one is found
    void take(Path file, Consumer<LatentState> sink) {
        if (edit.offeredProperty().get()) {
            edit.take(file);
            return;
        }
        search.follow(encoder.find(file, new FindingWatcher() {
            @Override
            public void glimpse(Raster nearest) {
                glimpse.accept(nearest);
            }

            @Override
            public void ended(Outcome<LatentState> outcome) {
                search.ended();
                switch (outcome) {
                    case Outcome.Completed<LatentState>(LatentState found) -> sink.accept(found);
                    case Outcome.Cancelled<LatentState> _ -> glimpse.accept(null);
                    case Outcome.Failed<LatentState>(Throwable cause) -> {
                        glimpse.accept(null);
                        trouble.accept(cause);
                    }
                }
            }
        }));
    }
}
