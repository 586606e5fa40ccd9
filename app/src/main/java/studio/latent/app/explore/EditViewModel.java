package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;

/// An image that a diffusion model begins with instead of pure noise: how much of it stays, and where.
public final class EditViewModel {
    /// A slider at 0 would take no step at all.
    public static final double LEAST_STRENGTH = 0.05;

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Raster> image = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<@Nullable Raster> mask = new SimpleObjectProperty<>();
    private final DoubleProperty strength = new SimpleDoubleProperty(EditSource.USUAL_STRENGTH);
    private String name = "";
    private boolean syncing;

    EditViewModel(Studio studio, Session session, Executor ui, Consumer<Throwable> trouble) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        mask.subscribe((_, _) -> changed());
        strength.subscribe((_, _) -> changed());
    }

    /// Whether the model on the bench can begin with an image: it denoises.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// The image to begin with, of the model's shape; empty for noise alone.
    public ReadOnlyObjectProperty<@Nullable Raster> imageProperty() {
        return image.getReadOnlyProperty();
    }

    /// Where to paint anew: one channel, 255 there and 0 where the image stays; empty for everywhere.
    public ObjectProperty<@Nullable Raster> maskProperty() {
        return mask;
    }

    /// What the image that was taken in last is called: its file, or the model that made it.
    String name() {
        return name;
    }

    /// The strength of an image that has just been taken in.
    public double usualStrength() {
        return EditSource.USUAL_STRENGTH;
    }

    /// Share of the steps that are taken, in [[#LEAST_STRENGTH], 1]: a little keeps almost everything.
    public DoubleProperty strengthProperty() {
        return strength;
    }

    /// One gesture: begins with the picture in a file, fitted to the model.
    public void take(Path file) {
        OpenModel model = session.modelProperty().get();
        if (model == null) {
            return;
        }
        session.track(studio.readImage(file))
                .whenDone(read -> ui.execute(() -> {
                    if (!model.equals(session.modelProperty().get())) {
                        return;
                    }
                    switch (read) {
                        case Outcome.Completed<Raster>(Raster raster) -> {
                            name = ImageEncoder.nameOf(file);
                            begin(model, raster);
                        }
                        case Outcome.Cancelled<Raster> _ -> {}
                        case Outcome.Failed<Raster>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    private void begin(OpenModel model, Raster raster) {
        Rendering now = session.renderingProperty().get();
        if (now != null) {
            try {
                gesture(now.from(EditSource.fitted(
                        raster, null, EditSource.USUAL_STRENGTH, model.card().imageShape())));
            } catch (BadOption e) {
                trouble.accept(e);
            }
        }
    }

    /// One gesture: begins with the image on the canvas, to vary it or to paint parts of it anew.
    public void takeCurrent(Raster shown) {
        OpenModel model = session.modelProperty().get();
        if (model != null && offered.get()) {
            name = model.card().name();
            begin(model, shown);
        }
    }

    /// One gesture: back to noise alone.
    public void clear() {
        Rendering now = session.renderingProperty().get();
        if (now != null) {
            gesture(now.from(null));
        }
    }

    private void gesture(Rendering next) {
        session.rest();
        session.renderBy(next);
        session.rest();
    }

    private void modelChanged() {
        offered.set(session.samplesInSteps());
        follow();
    }

    private void follow() {
        Rendering now = session.renderingProperty().get();
        EditSource source = now == null ? null : now.source();
        syncing = true;
        image.set(source == null ? null : source.image());
        mask.set(source == null ? null : source.mask());
        strength.set(source == null ? EditSource.USUAL_STRENGTH : source.strength());
        syncing = false;
    }

    /// The hand has painted or slid.
    private void changed() {
        Rendering now = session.renderingProperty().get();
        EditSource source = now == null ? null : now.source();
        if (!syncing && now != null && source != null) {
            session.renderBy(
                    now.from(source.behind(mask.get()).withStrength(Math.clamp(strength.get(), LEAST_STRENGTH, 1))));
        }
    }
}
