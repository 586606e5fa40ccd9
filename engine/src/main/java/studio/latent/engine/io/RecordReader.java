package studio.latent.engine.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.model.RecordParts;

/// The reading half of [RecordJson]: checks each member against its component's type.
final class RecordReader {
    private static final String REMEDY = "Copy or download the file again; if it was edited by hand, undo the edit.";

    private final String source;

    RecordReader(String source) {
        this.source = source;
    }

    /// @param type a record, or a sealed interface of records
    /// @param path where `json` stands in the file; empty for the root
    Record record(Class<?> type, JsonObject json, String path) throws BadModelFile {
        Class<? extends Record> own = recordType(type, json, path);
        RecordComponent[] components = own.getRecordComponents();
        refuseUnknown(own, components, json, path);
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String member = join(path, component.getName());
            JsonElement value = json.get(component.getName());
            if (value != null) {
                values.add(value(component.getGenericType(), value, member));
            } else if (RecordJson.isNullable(component)) {
                values.add(null);
            } else {
                throw bad(member, "is missing");
            }
        }
        try {
            return RecordParts.create(own, values);
        } catch (IllegalArgumentException refused) {
            throw bad(path.isEmpty() ? "the whole" : path, "has values that do not fit: " + refused.getMessage());
        }
    }

    private Class<? extends Record> recordType(Class<?> type, JsonObject json, String path) throws BadModelFile {
        if (type.isRecord() && !RecordJson.isOfSealedFamily(type)) {
            return type.asSubclass(Record.class);
        }
        List<Class<?>> choices = records(type).toList();
        if (choices.isEmpty()) {
            throw new IllegalArgumentException(type + " must be a record or a sealed interface of records");
        }
        JsonElement given = json.get(RecordJson.TYPE);
        for (Class<?> choice : choices) {
            if (new JsonPrimitive(RecordParts.id(choice.getSimpleName())).equals(given)) {
                return choice.asSubclass(Record.class);
            }
        }
        String ids = String.join(
                ", ",
                choices.stream()
                        .map(choice -> RecordParts.id(choice.getSimpleName()))
                        .toList());
        throw bad(join(path, RecordJson.TYPE), "must be one of " + ids + ", got " + shown(given));
    }

    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isRecord()) {
            return Stream.of(type);
        }
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordReader::records)
                : Stream.empty();
    }

    private void refuseUnknown(Class<?> type, RecordComponent[] components, JsonObject json, String path)
            throws BadModelFile {
        Set<String> known = new LinkedHashSet<>();
        if (RecordJson.isOfSealedFamily(type)) {
            known.add(RecordJson.TYPE);
        }
        for (RecordComponent component : components) {
            known.add(component.getName());
        }
        for (String name : json.keySet()) {
            if (!known.contains(name)) {
                throw bad(join(path, name), "is unknown; known are " + String.join(", ", known));
            }
        }
    }

    private Object value(Type type, JsonElement json, String path) throws BadModelFile {
        if (type instanceof ParameterizedType generic) {
            return collection(generic, json, path);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException(path + " is of " + type + ", which has no form in JSON");
        }
        if (plain == JsonObject.class) {
            return object(json, path).deepCopy();
        }
        if (plain.isRecord() || plain.isInterface()) {
            return record(plain, object(json, path), path);
        }
        JsonPrimitive primitive = json.isJsonPrimitive() ? json.getAsJsonPrimitive() : new JsonPrimitive("");
        if (plain.isEnum()) {
            return constant(plain, json, path);
        }
        if (plain == String.class && primitive.isString() && json.isJsonPrimitive()) {
            return primitive.getAsString();
        }
        if ((plain == boolean.class || plain == Boolean.class) && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (primitive.isNumber()) {
            return number(plain, primitive, path);
        }
        throw bad(path, "must be " + word(plain) + ", got " + shown(json));
    }

    private Object number(Class<?> type, JsonPrimitive json, String path) throws BadModelFile {
        if (type == float.class || type == Float.class) {
            return finite(Float.parseFloat(json.getAsString()), json, path);
        }
        if (type == double.class || type == Double.class) {
            double value = Double.parseDouble(json.getAsString());
            if (!Double.isFinite(value)) {
                throw bad(path, "must be finite, got " + shown(json));
            }
            return value;
        }
        BigDecimal exact = new BigDecimal(json.getAsString());
        boolean wide = type == long.class || type == Long.class;
        BigDecimal largest = BigDecimal.valueOf(wide ? Long.MAX_VALUE : Integer.MAX_VALUE);
        BigDecimal smallest = largest.negate().subtract(BigDecimal.ONE);
        boolean integer = wide || type == int.class || type == Integer.class;
        if (!integer || exact.scale() != 0 || exact.compareTo(largest) > 0 || exact.compareTo(smallest) < 0) {
            throw bad(path, "must be " + word(type) + ", got " + shown(json));
        }
        return wide ? (Object) exact.longValueExact() : (Object) exact.intValueExact();
    }

    private Object finite(float value, JsonPrimitive json, String path) throws BadModelFile {
        if (!Float.isFinite(value)) {
            throw bad(path, "must be in the range of a float, got " + shown(json));
        }
        return value;
    }

    private Object constant(Class<?> type, JsonElement json, String path) throws BadModelFile {
        List<String> ids = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String id = RecordParts.id((Enum<?>) constant);
            if (new JsonPrimitive(id).equals(json)) {
                return constant;
            }
            ids.add(id);
        }
        throw bad(path, "must be one of " + String.join(", ", ids) + ", got " + shown(json));
    }

    private Object collection(ParameterizedType type, JsonElement json, String path) throws BadModelFile {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : object(json, path).entrySet()) {
                String member = join(path, entry.getKey());
                Object key = value(of[0], new JsonPrimitive(entry.getKey()), member);
                entries.put(key, value(of[1], entry.getValue(), member));
            }
            return Collections.unmodifiableMap(entries);
        }
        if (!json.isJsonArray()) {
            throw bad(path, "must be a list, got " + shown(json));
        }
        List<Object> items = new ArrayList<>();
        for (JsonElement item : json.getAsJsonArray()) {
            items.add(value(of[0], item, path + "[" + items.size() + "]"));
        }
        if (type.getRawType() == List.class) {
            return Collections.unmodifiableList(items);
        }
        if (type.getRawType() != Set.class) {
            throw new IllegalArgumentException(path + " is of " + type + ", which has no form in JSON");
        }
        Set<Object> distinct = new LinkedHashSet<>(items);
        if (distinct.size() != items.size()) {
            throw bad(path, "must not have an item twice, got " + shown(json));
        }
        return Collections.unmodifiableSet(distinct);
    }

    private JsonObject object(JsonElement json, String path) throws BadModelFile {
        if (!json.isJsonObject()) {
            throw bad(path, "must be an object, got " + shown(json));
        }
        return json.getAsJsonObject();
    }

    private static String word(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number in the range of " + type.getSimpleName();
            case "float", "Float", "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            default -> throw new IllegalArgumentException(type + " has no form in JSON");
        };
    }

    /// The start of a value: enough to recognise it by, however long it is.
    private static String shown(@Nullable JsonElement json) {
        String text = json == null ? "nothing" : json.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private BadModelFile bad(String path, String rule) {
        return new BadModelFile("In " + source + ", " + path + " " + rule + ".", REMEDY);
    }
}
