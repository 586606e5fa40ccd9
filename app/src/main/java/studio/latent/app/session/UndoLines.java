package studio.latent.app.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.UndoTree.Node;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// Gestures as JSON and back: one line each of an [UndoJournal].
///
/// **Units** latents are little-endian float32 in Base64, so that a gesture comes back bit for bit.
final class UndoLines {
    private static final String RENDERING = "rendering";
    private static final String SHAPE = "shape";

    private UndoLines() {}

    /// The line that says where the tree stands.
    static String at(int id) {
        return "{\"at\":" + id + "}";
    }

    /// The line of a gesture.
    static JsonObject json(Node node) {
        JsonObject object = new JsonObject();
        object.addProperty("node", node.id());
        object.addProperty("parent", node.parent());
        object.addProperty("model", node.state().model());
        object.addProperty("latent", encode(node.state().latent()));
        switch (node.state().origin()) {
            case Origin.Seed(long seed, PriorKind prior, double temperature) -> {
                object.addProperty("origin", "seed");
                object.addProperty("seed", seed);
                object.addProperty("prior", prior.name());
                object.addProperty("temperature", temperature);
            }
            case Origin.Axis(int index) -> {
                object.addProperty("origin", "axis");
                object.addProperty("index", index);
            }
            case Origin.Named(String direction) -> {
                object.addProperty("origin", "direction");
                object.addProperty("direction", direction);
            }
            case Origin.Coordinate(int index) -> {
                object.addProperty("origin", "coordinate");
                object.addProperty("index", index);
            }
            case Origin.Centre _ -> object.addProperty("origin", "centre");
            case Origin.Plane _ -> object.addProperty("origin", "plane");
            case Origin.Path _ -> object.addProperty("origin", "path");
            case Origin.Arithmetic _ -> object.addProperty("origin", "arithmetic");
            case Origin.Encoded(String file) -> {
                object.addProperty("origin", "encoded");
                object.addProperty("file", file);
            }
            case Origin.Restored(String file) -> {
                object.addProperty("origin", "restored");
                object.addProperty("file", file);
            }
        }
        Rendering rendering = node.state().rendering();
        if (rendering != null) {
            JsonObject texts = new JsonObject();
            rendering.texts().forEach(texts::addProperty);
            object.add(RENDERING, texts);
            EditSource source = rendering.source();
            if (source != null) {
                object.add(SHAPE, shape(source.image().shape()));
            }
        }
        return object;
    }

    private static JsonArray shape(ImageShape shape) {
        JsonArray sides = new JsonArray();
        sides.add(shape.channels());
        sides.add(shape.height());
        sides.add(shape.width());
        return sides;
    }

    private static @Nullable Rendering rendering(JsonObject object) {
        JsonElement element = object.get(RENDERING);
        if (element == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        element.getAsJsonObject()
                .entrySet()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
        JsonElement sides = object.get(SHAPE);
        return Rendering.of(texts, sides == null ? new ImageShape(1, 1, 1) : shape(sides.getAsJsonArray()));
    }

    private static ImageShape shape(JsonArray sides) {
        return new ImageShape(
                sides.get(0).getAsInt(), sides.get(1).getAsInt(), sides.get(2).getAsInt());
    }

    /// The gesture of a line.
    ///
    /// **Errors** [IllegalArgumentException] or [IllegalStateException] for a missing, unknown or wrong entry.
    static Node node(JsonObject object) {
        Latent latent = decode(text(object, "latent"));
        Origin origin = switch (text(object, "origin")) {
            case "seed" ->
                new Origin.Seed(
                        primitive(object, "seed").getAsLong(),
                        PriorKind.valueOf(text(object, "prior")),
                        primitive(object, "temperature").getAsDouble());
            case "axis" -> new Origin.Axis(integer(object, "index"));
            case "direction" -> new Origin.Named(text(object, "direction"));
            case "coordinate" -> new Origin.Coordinate(integer(object, "index"));
            case "centre" -> new Origin.Centre();
            case "plane" -> new Origin.Plane();
            case "path" -> new Origin.Path();
            case "arithmetic" -> new Origin.Arithmetic();
            case "encoded" -> new Origin.Encoded(text(object, "file"));
            case "restored" -> new Origin.Restored(text(object, "file"));
            case String other -> throw new IllegalArgumentException("origin must be a known one, got " + other);
        };
        LatentState state = new LatentState(text(object, "model"), latent, origin, rendering(object));
        Set<String> known = json(new Node(0, Node.NONE, state)).keySet();
        if (!known.equals(object.keySet())) {
            throw new IllegalArgumentException("keys must be " + known + ", got " + object.keySet());
        }
        return new Node(integer(object, "node"), integer(object, "parent"), state);
    }

    private static JsonPrimitive primitive(JsonObject object, String key) {
        JsonElement element = object.get(key);
        if (element == null) {
            throw new IllegalArgumentException(key + " must be there");
        }
        return element.getAsJsonPrimitive();
    }

    private static String text(JsonObject object, String key) {
        return primitive(object, key).getAsString();
    }

    static int integer(JsonObject object, String key) {
        return primitive(object, key).getAsInt();
    }

    private static String encode(Latent latent) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * latent.dimension()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(latent.values());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static Latent decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length == 0 || bytes.length % 4 != 0) {
            throw new IllegalArgumentException("latent must hold whole floats, got " + bytes.length + " bytes");
        }
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("latent must be finite, got " + value);
            }
        }
        return new Latent(values);
    }
}
