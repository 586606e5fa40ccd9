package studio.latent.engine.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.model.RecordParts;

/// Records as JSON objects: one member for each component, in the record's order.
///
/// Components may be int, long, float, double, boolean, String, enums (`COSINE_DECAY` is `"cosine-decay"`), records,
/// JSON objects, and lists, sets and maps of these, the latter with texts or enums as keys. A component marked
/// `@Nullable` is left out when it is null. A record of a sealed family says which it is in `"type"`: its class name,
/// spelled like an enum's. Floating-point numbers keep every bit.
public final class RecordJson {
    static final String TYPE = "type";
    static final String FORMAT = "format";

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private RecordJson() {}

    /// **Errors** [IllegalArgumentException] for a component that is infinite, not a number, null without being
    /// marked so, or of a type that has no form in JSON.
    public static JsonObject encode(Record value) {
        JsonObject json = new JsonObject();
        if (isOfSealedFamily(value.getClass())) {
            json.addProperty(TYPE, RecordParts.id(value.getClass().getSimpleName()));
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = RecordParts.value(value, component);
            if (part != null) {
                json.add(component.getName(), element(component.getName(), part));
            } else if (!isNullable(component)) {
                throw new IllegalArgumentException(component.getName() + " must not be null");
            }
        }
        return json;
    }

    /// A record as the root of a file: `format` comes first.
    public static JsonObject encodeFile(String format, Record value) {
        JsonObject json = new JsonObject();
        json.addProperty(FORMAT, format);
        encode(value).entrySet().forEach(member -> json.add(member.getKey(), member.getValue()));
        return json;
    }

    /// Indented text that ends with a line break.
    public static String text(JsonObject json) {
        return PRETTY.toJson(json) + "\n";
    }

    /// A record, or one of a sealed interface's records, from its JSON.
    ///
    /// **Errors** [BadModelFile] with `source` and the path of the member that is missing, unknown, of the wrong
    /// type or refused by the record.
    ///
    /// @param source what messages call the file
    public static <R> R decode(Class<R> type, JsonObject json, String source) throws BadModelFile {
        return type.cast(new RecordReader(source).record(type, json, ""));
    }

    /// A record from the text of a file whose root it is.
    ///
    /// **Errors** as [#decode], also when the text is no JSON or of another format.
    public static <R extends Record> R decodeFile(String format, Class<R> type, String text, String source)
            throws BadModelFile {
        JsonObject json = StrictJson.object(source, text);
        requireFormat(format, json, source);
        json.remove(FORMAT);
        return decode(type, json, source);
    }

    static void requireFormat(String format, JsonObject json, String source) throws BadModelFile {
        JsonElement found = json.get(FORMAT);
        if (!new JsonPrimitive(format).equals(found)) {
            throw new BadModelFile(
                    source + " is not of the format '" + format + "'"
                            + (found == null ? "." : " but says " + found + "."),
                    "Choose a file of that format.");
        }
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static boolean isOfSealedFamily(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static JsonElement element(String name, Object part) {
        return switch (part) {
            case String text -> new JsonPrimitive(text);
            case Boolean flag -> new JsonPrimitive(flag);
            case Integer number -> new JsonPrimitive(number);
            case Long number -> new JsonPrimitive(number);
            case Float number -> real(name, number, Float.isFinite(number));
            case Double number -> real(name, number, Double.isFinite(number));
            case Enum<?> constant -> new JsonPrimitive(RecordParts.id(constant));
            case JsonObject json -> json.deepCopy();
            case Record nested -> encode(nested);
            case Collection<?> items -> {
                JsonArray array = new JsonArray();
                items.forEach(item -> array.add(element(name, item)));
                yield array;
            }
            case Map<?, ?> entries -> {
                JsonObject object = new JsonObject();
                entries.forEach((key, item) -> object.add(
                        key instanceof Enum<?> constant ? RecordParts.id(constant) : (String) key,
                        element(name, item)));
                yield object;
            }
            default ->
                throw new IllegalArgumentException(name + " is of " + part.getClass() + ", which has no form in JSON");
        };
    }

    private static JsonPrimitive real(String name, Number number, boolean finite) {
        if (!finite) {
            throw new IllegalArgumentException(name + " must be finite, got " + number);
        }
        return new JsonPrimitive(number);
    }
}
