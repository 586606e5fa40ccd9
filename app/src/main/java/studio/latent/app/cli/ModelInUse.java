package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ShiftedLatent;

/// An open model with what the verbs do to it, each waited for with its progress on the terminal.
record ModelInUse(CommandScope scope, OpenModel model) {
    ModelCard card() {
        return model.card();
    }

    Bench bench() throws StudioException {
        return scope.studio().bench();
    }

    /// The plan of a sheet of these latents; `columns` images are in a row.
    RecipePlan plan(List<ShiftedLatent> points, int columns) {
        RecipePlan plan =
                RecipePlan.ofLatents(points.stream().map(ShiftedLatent::latent).toList(), columns);
        if (points.stream().allMatch(point -> point.shift() == null)) {
            return plan;
        }
        if (points.size() == 1) {
            SamplerSettings usual = model.usualSampling();
            return plan.sampledBy(
                    usual.styled(usual.styling().shiftedBy(points.getFirst().shift())));
        }
        return plan.shifted(
                points.stream().map(point -> model.shiftOr(point.shift())).toList());
    }

    /// The images of a plan of latents, in their order.
    List<Raster> draw(RecipePlan plan) throws StudioException {
        SamplerSettings usual = model.usualSampling();
        if (plan.shifts().isEmpty()) {
            return scope.await(bench().decode(model, plan.latents(), plan.samplingOr(usual)));
        }
        List<Raster> images = new ArrayList<>();
        for (int i = 0; i < plan.count(); i++) {
            List<Latent> one = List.of(plan.latents().get(i));
            images.addAll(scope.await(bench().decode(model, one, plan.samplingOf(i, usual))));
        }
        return images;
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
    JsonObject json(Path file, ShiftedLatent styled) {
        JsonObject object = json();
        object.addProperty("file", file.toString());
        object.add("latent", Cards.numbers(styled.latent().values()));
        DecoderShift shift = styled.shift();
        if (shift != null && shift.movesStyles()) {
            object.add("styleShift", Cards.numbers(shift.styles()));
        }
        if (shift != null && !shift.maps().isEmpty()) {
            JsonObject maps = new JsonObject();
            shift.maps().forEach((layer, map) -> maps.add(Integer.toString(layer), Cards.numbers(map.dense())));
            object.add("mapShift", maps);
        }
        return object;
    }
}
