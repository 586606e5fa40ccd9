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
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;

/// Image files to latents of the model on the bench: by its encoder, or by a search that takes seconds, as it was
/// chosen.
final class ImageEncoder {
    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final PictureSearchViewModel choice;

    /// @param choice how latents are found
    ImageEncoder(Studio studio, Session session, Executor ui, PictureSearchViewModel choice) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.choice = choice;
    }

    /// Reads `file` and finds its latent in the model on the bench; for those who take a latent, so a search moves
    /// the latent alone.
    ///
    /// It fails for a model without latents of images, and for a file that is no image.
    Finding findLatent(Path file, FindingWatcher watcher) {
        return find(file, choice.latentRequest(), watcher);
    }

    /// The same for those who take styles too: a search moves what was chosen.
    Finding find(Path file, FindingWatcher watcher) {
        return find(file, choice.request(), watcher);
    }

    /// @param request null to ask the encoder
    private Finding find(Path file, @Nullable InversionRequest request, FindingWatcher watcher) {
        Finding finding = new Finding(nameOf(file), watcher);
        OpenModel model = session.modelProperty().get();
        if (model == null) {
            finding.end(new Outcome.Cancelled<>());
            return finding;
        }
        Set<Capability> can = model.card().capabilities();
        if (!can.contains(Capability.ENCODES) && !can.contains(Capability.DECODES)) {
            finding.end(new Outcome.Failed<>(new IncompatibleModel(
                    "The model " + model.card().name() + " finds no latents of images.", "Open a VAE or a GAN.")));
            return finding;
        }
        Job<Raster> reading = session.track(studio.readImage(file));
        reading.whenDone(outcome -> {
            if (outcome instanceof Outcome.Completed<Raster>(Raster raster)) {
                watcher.read(raster);
            }
        });
        then(finding, model, reading, raster -> {
            if (request == null) {
                encode(finding, model, raster);
            } else {
                search(finding, model, raster, request, watcher);
            }
        });
        return finding;
    }

    /// Goes on with what a job makes.
    private <T> void then(Finding finding, OpenModel model, Job<T> job, Consumer<T> next) {
        finding.follow(job);
        job.whenDone(outcome -> ui.execute(() -> {
            if (finding.isCancelled() || !isOpen(model)) {
                finding.end(new Outcome.Cancelled<>());
                return;
            }
            switch (outcome) {
                case Outcome.Completed<T>(T value) -> next.accept(value);
                case Outcome.Cancelled<T> _ -> finding.end(new Outcome.Cancelled<>());
                case Outcome.Failed<T>(Throwable cause) -> finding.end(new Outcome.Failed<>(cause));
            }
        }));
    }

    /// Searches by the wishes under the hand, which the found state then has.
    private void search(
            Finding finding, OpenModel model, Raster raster, InversionRequest request, FindingWatcher watcher) {
        Rendering now = session.renderingProperty().get();
        SamplerSettings settings = (now == null ? model.usualSampling() : now.sampling()).styled(Styling.USUAL);
        NewestWins<Raster> newest = new NewestWins<>(ui, seen -> {
            if (isOpen(model) && !finding.isCancelled() && !finding.isOver()) {
                watcher.glimpse(seen);
            }
        });
        then(
                finding,
                model,
                session.track(studio.bench().invert(model, raster, request, settings, newest::offer)),
                found -> finding.end(new Outcome.Completed<>(new LatentState(
                        model.card().name(),
                        found.latent(),
                        new Origin.Encoded(finding.name()),
                        now == null
                                ? null
                                : new Rendering(settings.styled(Styling.USUAL.shiftedBy(found.shift())), null)))));
    }

    private void encode(Finding finding, OpenModel model, Raster raster) {
        then(
                finding,
                model,
                session.track(studio.bench().encode(model, raster)),
                latent -> finding.end(new Outcome.Completed<>(
                        new LatentState(model.card().name(), latent, new Origin.Encoded(finding.name())))));
    }

    private boolean isOpen(OpenModel model) {
        return model.equals(session.modelProperty().get());
    }

    /// The name of a file without its folder.
    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
