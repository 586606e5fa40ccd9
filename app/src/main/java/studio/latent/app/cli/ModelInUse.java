package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;

/// An open model with what the verbs do to it, each waited for with its progress on the terminal.
record ModelInUse(CommandScope scope, OpenModel model) {
    ModelCard card() {
        return model.card();
    }

    Bench bench() throws StudioException {
        return scope.studio().bench();
    }

    List<Raster> decode(List<Latent> latents) throws StudioException {
        return scope.await(bench().decode(model, latents));
    }

    /// Writes an image with its recipe in it, into a folder that is made where it is not there.
    Path save(Raster image, RecipePlan plan, Path file) throws StudioException {
        Pictures.makeParent(file);
        return scope.await(scope.studio().save(image, plan.recipe(card(), model.usualSampling()), file));
    }

    /// The fields with which the JSON of every result of a model begins.
    JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("model", card().name());
        object.addProperty("modelHash", card().hash());
        return object;
    }

    /// The JSON of one latent that was written to `file`.
    JsonObject json(Path file, Latent latent) {
        JsonObject object = json();
        object.addProperty("file", file.toString());
        object.add("latent", Cards.numbers(latent.values()));
        return object;
    }
}
