package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import studio.latent.engine.image.Raster;

/// The reference numbers of `golden/features/features.json`, which `make_features.py` beside it wrote.
final class FeatureGolden {
    private FeatureGolden() {}

    static JsonObject root() {
        try (InputStream in = Objects.requireNonNull(
                FeatureGolden.class.getResourceAsStream("/golden/features/features.json"), "features.json")) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonObject> cases(JsonObject owner, ResizeMode mode) {
        return owner.getAsJsonArray("cases").asList().stream()
                .map(element -> element.getAsJsonObject())
                .filter(row -> !row.has("mode") || row.get("mode").getAsString().equals(mode.id()))
                .toList();
    }

    static Raster image(JsonObject row) {
        return TestImages.image(
                row.get("channels").getAsInt(),
                row.get("height").getAsInt(),
                row.get("width").getAsInt(),
                row.get("seed").getAsInt());
    }

    /// Asserts that every `step`-th of `values` equals the reference to `tolerance` of the reference's largest
    /// number.
    static void assertClose(float[] values, JsonArray expected, int step, double tolerance) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            double reference = expected.get(i).getAsDouble();
            largest = Math.max(largest, Math.abs(reference));
            worst = Math.max(worst, Math.abs(values[i * step] - reference));
        }
        assertThat(expected.size()).isEqualTo((values.length + step - 1) / step);
        assertThat(largest).isPositive();
        assertThat(worst / largest)
                .as("worst difference relative to the largest number")
                .isLessThan(tolerance);
    }
}
