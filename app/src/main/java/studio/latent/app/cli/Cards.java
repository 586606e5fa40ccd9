package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelCard;

/// Cards of models and data sets as the command line shows them: as JSON with stable field names, and in words.
final class Cards {
    private Cards() {}

    static JsonObject json(ModelCard card) {
        JsonObject object = new JsonObject();
        object.addProperty("name", card.name());
        object.addProperty("location", card.location().toString());
        object.addProperty("family", card.family().id());
        object.addProperty("type", card.type());
        addShape(object, card.imageShape());
        object.addProperty("latentDimension", card.latentDimension());
        object.add("priors", texts(card.priors().stream().map(Cards::lower).toList()));
        object.add(
                "capabilities",
                texts(card.capabilities().stream().map(Cards::lower).sorted().toList()));
        object.addProperty("parameters", card.parameters());
        object.addProperty("hash", card.hash());
        object.addProperty("dataset", card.dataset());
        object.addProperty("licence", card.licence());
        object.addProperty("description", card.description());
        JsonObject metrics = new JsonObject();
        card.metrics().forEach((name, value) -> metrics.add(name, number(value)));
        object.add("metrics", metrics);
        return object;
    }

    static JsonObject json(DatasetCard card) {
        JsonObject object = new JsonObject();
        object.addProperty("name", card.name());
        object.addProperty("location", card.location().toString());
        object.addProperty("count", card.count());
        addShape(object, card.shape());
        JsonArray classes = new JsonArray();
        for (int i = 0; i < card.classes().size(); i++) {
            JsonObject one = new JsonObject();
            one.addProperty("name", card.classes().get(i));
            one.addProperty("count", card.classCounts().get(i));
            classes.add(one);
        }
        object.add("classes", classes);
        JsonObject attributes = new JsonObject();
        card.attributes().forEach((name, values) -> attributes.add(name, texts(values)));
        object.add("attributes", attributes);
        JsonObject skipped = new JsonObject();
        card.skipped().forEach(skipped::addProperty);
        object.add("skipped", skipped);
        object.addProperty("licence", card.licence());
        object.addProperty("description", card.description());
        return object;
    }

    private static void addShape(JsonObject object, ImageShape shape) {
        object.addProperty("channels", shape.channels());
        object.addProperty("height", shape.height());
        object.addProperty("width", shape.width());
    }

    static JsonArray texts(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static JsonArray numbers(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            array.add(value);
        }
        return array;
    }

    /// JSON has no infinity and no NaN: they become null.
    static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    static String size(ImageShape shape) {
        return shape.width() + "×" + shape.height() + (shape.channels() == 1 ? " grey" : " RGB");
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
