package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;

/// Image files to latents of the model on the bench.
final class ImageEncoder {
    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;

    ImageEncoder(Studio studio, Session session, Executor ui, Consumer<Throwable> trouble) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
    }

    /// Reads `file` and encodes it with the model on the bench; `sink` takes the latent on the session's thread.
    /// What goes wrong is told to whoever hears of trouble: a model that cannot encode, a file that is no image.
    /// A latent whose model has been left meanwhile is dropped.
    void encode(Path file, Consumer<LatentState> sink) {
        OpenModel model = session.modelProperty().get();
        if (model == null) {
            return;
        }
        if (!model.card().capabilities().contains(Capability.ENCODES)) {
            trouble.accept(new IncompatibleModel(
                    "The model " + model.card().name() + " cannot encode images.", "Open a model that can, a VAE."));
            return;
        }
        session.track(studio.readImage(file))
                .whenDone(read -> ui.execute(() -> {
                    switch (read) {
                        case Outcome.Completed<Raster>(Raster raster) -> encode(model, raster, nameOf(file), sink);
                        case Outcome.Cancelled<Raster> _ -> {}
                        case Outcome.Failed<Raster>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    private void encode(OpenModel model, Raster raster, String name, Consumer<LatentState> sink) {
        session.track(studio.bench().encode(model, raster))
                .whenDone(encoded -> ui.execute(() -> {
                    switch (encoded) {
                        case Outcome.Completed<Latent>(Latent latent) -> {
                            if (model.equals(session.modelProperty().get())) {
                                sink.accept(new LatentState(model.card().name(), latent, new Origin.Encoded(name)));
                            }
                        }
                        case Outcome.Cancelled<Latent> _ -> {}
                        case Outcome.Failed<Latent>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    /// The name of a file without its folder.
    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
