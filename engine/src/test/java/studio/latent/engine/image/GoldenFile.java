package studio.latent.engine.image;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Reference numbers under `golden/`, each file with the tool and version that made it.
record GoldenFile(JsonObject root) {
    static GoldenFile open(String name) {
        try (InputStream in =
                Objects.requireNonNull(GoldenFile.class.getResourceAsStream("/golden/" + name), "golden/" + name)) {
            return new GoldenFile(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonObject> cases() {
        return List.copyOf(root.getAsJsonArray("cases").asList()).stream().map(element -> element.getAsJsonObject());
    }

    static byte[] bytes(JsonObject object, String key) {
        return Base64.getDecoder().decode(object.get(key).getAsString());
    }

    static Raster raster(JsonObject object, int channels) {
        ImageShape shape = new ImageShape(
                channels, object.get("height").getAsInt(), object.get("width").getAsInt());
        return new Raster(shape, bytes(object, "samples"));
    }
}
