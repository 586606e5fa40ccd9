package studio.latent.app.explore;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.NoiseInversion;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// The way back from a picture to the noise that a diffusion model makes it of; the noise is then under the hand as
/// any other.
public final class InversionViewModel {
    private static final double RANGE = 255;

    /// A picture and what its noise becomes again.
    ///
    /// @param error root mean square difference of their pixels, as a share of the pixels' range
    public record Found(Raster original, Raster made, double error) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private final StringProperty sampler =
            new SimpleStringProperty(NoiseInversion.samplers().getFirst());
    private Job<InvertedImage> search = Job.failed("Nothing", new IllegalStateException("nothing was asked for"));

    InversionViewModel(Studio studio, Session session, Executor ui, Consumer<Throwable> trouble) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
        session.modelProperty().subscribe(_ -> leave());
    }

    /// Whose way is gone back, one of [#samplers].
    public StringProperty samplerProperty() {
        return sampler;
    }

    /// Samplers with a way back, each once: DDIM's is Euler's.
    public List<String> samplers() {
        return NoiseInversion.samplers().stream()
                .filter(name -> !name.equals("ddim"))
                .toList();
    }

    /// Whether a way back is being gone; its job has the progress.
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// What was found last with the model on the bench; empty for nothing.
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /// One gesture, when it ends: the noise of a picture, with the settings that make the picture of it again.
    ///
    /// @param name of the picture
    void invert(Raster picture, String name) {
        OpenModel model = session.modelProperty().get();
        Rendering now = session.renderingProperty().get();
        if (model == null || now == null || running.get()) {
            return;
        }
        SamplerSettings settings = NoiseInversion.settings(now.sampling(), sampler.get());
        Job<InvertedImage> job = session.track(studio.bench().noiseOf(model, picture, settings));
        search = job;
        found.set(null);
        running.set(true);
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(search)) {
                return;
            }
            running.set(false);
            switch (outcome) {
                case Outcome.Completed<InvertedImage>(InvertedImage inverted) -> {
                    found.set(new Found(picture, inverted.image(), inverted.error() / RANGE));
                    session.record(new LatentState(
                            model.card().name(),
                            inverted.latent(),
                            new Origin.Encoded(name),
                            new Rendering(settings, null)));
                }
                case Outcome.Cancelled<InvertedImage> _ -> {}
                case Outcome.Failed<InvertedImage>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }

    /// Gives the way back up.
    public void cancel() {
        search.cancel();
    }

    /// Another model has another noise.
    private void leave() {
        search.cancel();
        search = Job.failed("Nothing", new IllegalStateException("nothing was asked for"));
        running.set(false);
        found.set(null);
    }
}
