package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// Pictures that come in and go out: encoded, restored from their recipes, saved with one.
public final class PictureFiles {
    /// A picture that can be restored from its recipe.
    ///
    /// @param model name of the model that made it
    public record Offer(Path file, String model) {}

    private final Studio studio;
    private final Session session;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final PictureTaker taker;
    private final String studioVersion;
    private final ReadOnlyObjectWrapper<@Nullable Offer> offer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> saved = new ReadOnlyObjectWrapper<>();
    private @Nullable Recipe offered;

    PictureFiles(
            Studio studio,
            Session session,
            Executor ui,
            PictureTaker taker,
            Consumer<Throwable> trouble,
            String studioVersion) {
        this.taker = taker;
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.trouble = trouble;
        this.studioVersion = studioVersion;
    }

    /// The picture that waits for a word: restore it ([#restore()]) or encode it ([#encodeOffered()]).
    public ReadOnlyObjectProperty<@Nullable Offer> offerProperty() {
        return offer.getReadOnlyProperty();
    }

    /// Where the last picture was saved.
    public ReadOnlyObjectProperty<@Nullable Path> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// Takes the notes about the last picture away.
    public void dismiss() {
        offer.set(null);
        saved.set(null);
    }

    void take(Path file) {
        dismiss();
        if (!ImageEncoder.nameOf(file).toLowerCase(Locale.ROOT).endsWith(".png")) {
            encode(file);
            return;
        }
        session.track(studio.recipeOf(file))
                .whenDone(outcome -> ui.execute(() -> {
                    // A picture without a recipe is a picture like any other; whether it can be read at all, reading
                    // will say.
                    if (outcome instanceof Outcome.Completed<Recipe>(Recipe recipe)) {
                        offered = recipe;
                        offer.set(new Offer(file, recipe.model()));
                    } else {
                        encode(file);
                    }
                }));
    }

    /// One gesture: encodes the picture on offer as if it had no recipe.
    public void encodeOffered() {
        Offer waiting = offer.get();
        if (waiting != null) {
            dismiss();
            encode(waiting.file());
        }
    }

    private void encode(Path file) {
        taker.take(file, session::record);
    }

    /// One gesture: goes to the state that made the picture on offer, with its model.
    public void restore() {
        Offer waiting = offer.get();
        Recipe recipe = offered;
        if (waiting == null || recipe == null) {
            return;
        }
        dismiss();
        OpenModel current = session.modelProperty().get();
        if (current != null && current.card().name().equals(recipe.model())) {
            restore(current, recipe, ImageEncoder.nameOf(waiting.file()));
            return;
        }
        session.open(recipe.model(), outcome -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel>(OpenModel found) ->
                    restore(found, recipe, ImageEncoder.nameOf(waiting.file()));
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> trouble.accept(cause);
            }
        });
    }

    private void restore(OpenModel model, Recipe recipe, String name) {
        Latent exact = recipe.latent();
        Long seed = recipe.seed();
        try {
            Rendering rendering = session.renderingProperty().get() == null
                    ? null
                    : Rendering.of(recipe.settings(), model.card().imageShape());
            if (exact != null) {
                session.record(new LatentState(recipe.model(), exact, new Origin.Restored(name), rendering));
            } else if (seed != null) {
                PriorKind prior = PriorKind.valueOf(
                        recipe.settings().getOrDefault("prior", "normal").toUpperCase(Locale.ROOT));
                double temperature = Double.parseDouble(recipe.settings().getOrDefault("temperature", "1"));
                Latent latent = studio.bench().latentOf(model, seed, prior, temperature);
                session.record(
                        new LatentState(recipe.model(), latent, new Origin.Seed(seed, prior, temperature), rendering));
            }
        } catch (IllegalArgumentException e) {
            trouble.accept(new IncompatibleModel(
                    "The recipe of " + name + " does not fit the model " + recipe.model() + ".",
                    "Open the model with which the picture was made.",
                    e));
            return;
        }
        if (!model.card().hash().equals(recipe.modelHash())) {
            trouble.accept(new IncompatibleModel(
                    name + " was made with other weights of " + recipe.model() + ", so the image differs.",
                    "Open the model with which the picture was made for the same image."));
        }
    }

    void save(Path file) {
        dismiss();
        OpenModel model = session.modelProperty().get();
        LatentState state = session.stateProperty().get();
        if (model == null || state == null) {
            return;
        }
        session.rest();
        Recipe recipe = state.recipe(model.card(), studioVersion);
        // The image is made once more, so that the picture is the one of its recipe also in the middle of a drag.
        session.track(studio.bench().render(model, List.of(state.latent()), state.renderingOrUsual()))
                .whenDone(decoded -> ui.execute(() -> {
                    switch (decoded) {
                        case Outcome.Completed<List<Raster>>(var images) -> write(images.getFirst(), recipe, file);
                        case Outcome.Cancelled<List<Raster>> _ -> {}
                        case Outcome.Failed<List<Raster>>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }

    private void write(Raster image, Recipe recipe, Path file) {
        session.track(studio.save(image, recipe, file))
                .whenDone(written -> ui.execute(() -> {
                    switch (written) {
                        case Outcome.Completed<Path>(Path path) -> saved.set(path);
                        case Outcome.Cancelled<Path> _ -> {}
                        case Outcome.Failed<Path>(Throwable cause) -> trouble.accept(cause);
                    }
                }));
    }
}
