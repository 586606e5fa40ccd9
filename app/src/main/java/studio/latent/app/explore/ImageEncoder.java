package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.NewestWins;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;

/// Image files to latents of the model on the bench: by its encoder, or, in a model that only decodes, by a search
/// that takes seconds.
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

    /// Reads `file` and finds its latent in the model on the bench; `sink` takes it on the session's thread.
    ///
    /// What goes wrong is told to whoever hears of trouble: a model without latents of images, a file that is
    /// no image. A latent whose model has been left meanwhile is dropped.
    ///
    /// A search moves the latent alone, for those who take a latent.
    void encode(Path file, Consumer<LatentState> sink) {
        encode(file, InversionSpace.Z, sink, _ -> {});
    }

    /// The same with a watcher for a search.
    ///
    /// @param space what a search moves, where the model has styles
    /// @param glimpse sees the nearest image so far, on the session's thread; null after a search without result
    void encode(Path file, InversionSpace space, Consumer<LatentState> sink, Consumer<@Nullable Raster> glimpse) {
        OpenModel model = session.modelProperty().get();
        if (model == null) {
            return;
        }
        Set<Capability> can = model.card().capabilities();
        boolean encodes = can.contains(Capability.ENCODES);
        if (!encodes && !can.contains(Capability.DECODES)) {
            trouble.accept(new IncompatibleModel(
                    "The model " + model.card().name() + " finds no latents of images.", "Open a VAE or a GAN."));
            return;
        }
        session.track(studio.readImage(file))
                .whenDone(read -> ui.execute(() -> {
                    switch (read) {
                        case Outcome.Completed<Raster>(Raster raster) -> {
                            if (encodes) {
                                encode(model, raster, nameOf(file), sink);
                            } else {
                                InversionRequest request = InversionRequest.USUAL.in(
                                        model.styleDimension() > 0 ? space : InversionSpace.Z);
                                search(model, raster, request, nameOf(file), sink, glimpse);
                            }
                        }
                        case Outcome.Cancelled<Raster> _ -> {}
                        case Outcome.Failed<Raster>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    /// Searches by the wishes under the hand, which the found state then has.
    private void search(
            OpenModel model,
            Raster raster,
            InversionRequest request,
            String name,
            Consumer<LatentState> sink,
            Consumer<@Nullable Raster> glimpse) {
        Rendering now = session.renderingProperty().get();
        SamplerSettings settings = (now == null ? model.usualSampling() : now.sampling()).styled(Styling.USUAL);
        NewestWins<Raster> newest = new NewestWins<>(ui, seen -> {
            if (isOpen(model)) {
                glimpse.accept(seen);
            }
        });
        session.track(studio.bench().invert(model, raster, request, settings, newest::offer))
                .whenDone(found -> ui.execute(() -> {
                    if (!isOpen(model)) {
                        return;
                    }
                    switch (found) {
                        case Outcome.Completed<InvertedImage>(InvertedImage inverted) ->
                            sink.accept(new LatentState(
                                    model.card().name(),
                                    inverted.latent(),
                                    new Origin.Encoded(name),
                                    new Rendering(settings.styled(Styling.USUAL.shiftedBy(inverted.shift())), null)));
                        case Outcome.Cancelled<InvertedImage> _ -> glimpse.accept(null);
                        case Outcome.Failed<InvertedImage>(Throwable cause) -> {
                            glimpse.accept(null);
                            trouble.accept(cause);
                        }
                    }
                }));
    }

    private boolean isOpen(OpenModel model) {
        return model.equals(session.modelProperty().get());
    }

    private void encode(OpenModel model, Raster raster, String name, Consumer<LatentState> sink) {
        session.track(studio.bench().encode(model, raster))
                .whenDone(encoded -> ui.execute(() -> {
                    switch (encoded) {
                        case Outcome.Completed<Latent>(Latent latent) -> {
                            if (isOpen(model)) {
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
