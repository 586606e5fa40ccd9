package studio.latent.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;

/// Reads JSON as its standard defines it, and less: no key twice, no number beyond the range of a double, no nesting
/// deeper than 64. Numbers keep all their digits.
///
/// **Source** RFC 8259.
public final class StrictJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_DIGITS = 64;
    private static final String REMEDY = "Copy or download the file again; if it was edited by hand, undo the edit.";

    private StrictJson() {}

    /// Parses text whose root is an object.
    ///
    /// **Errors** [BadModelFile] with `source` and the place.
    ///
    /// @param source what messages call the text
    public static JsonObject object(String source, String text) throws BadModelFile {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(MAX_DEPTH);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw bad(source, "must hold a JSON object", null);
            }
            JsonObject root = element(source, reader).getAsJsonObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw bad(source, "has text after its end", null);
            }
            return root;
        } catch (EOFException e) {
            throw bad(source, "ends in the middle", e);
        } catch (MalformedJsonException | IllegalStateException | NumberFormatException e) {
            throw bad(source, "is no valid JSON" + place(e), e);
        } catch (IOException e) {
            throw bad(source, "cannot be read", e);
        }
    }

    /// Parses UTF-8 whose root is an object.
    ///
    /// **Errors** [BadModelFile] with `source` and the place, also for bytes that are no UTF-8.
    public static JsonObject object(String source, byte[] utf8) throws BadModelFile {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return object(source, text);
        } catch (CharacterCodingException e) {
            throw bad(source, "is not UTF-8 text", e);
        }
    }

    private static JsonElement element(String source, JsonReader reader) throws IOException, BadModelFile {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> members(source, reader);
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(element(source, reader));
                }
                reader.endArray();
                yield array;
            }
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> number(source, reader);
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
                throw bad(source, "is no valid JSON at " + reader.getPath(), null);
        };
    }

    private static JsonObject members(String source, JsonReader reader) throws IOException, BadModelFile {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw bad(source, "has '" + name + "' twice at " + reader.getPath(), null);
            }
            object.add(name, element(source, reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonPrimitive number(String source, JsonReader reader) throws IOException, BadModelFile {
        String path = reader.getPath();
        String text = reader.nextString();
        if (text.length() > MAX_DIGITS || Double.isInfinite(Double.parseDouble(text))) {
            throw bad(source, "has a number out of range at " + path, null);
        }
        BigDecimal exact = new BigDecimal(text);
        // A decimal has no negative zero, a float has.
        return exact.signum() == 0 && text.startsWith("-") ? new JsonPrimitive(-0.0) : new JsonPrimitive(exact);
    }

    /// Gson's messages advise its programmers; only the place in them is of use to a reader of the file.
    private static String place(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int place = message.indexOf(" at line ");
        return place < 0 ? "" : message.substring(place);
    }

    private static BadModelFile bad(String source, String what, @Nullable Exception cause) {
        return new BadModelFile(source + " " + what + ".", REMEDY, cause);
    }
}
