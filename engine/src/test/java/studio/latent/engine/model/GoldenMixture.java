package studio.latent.engine.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// `golden/model/mixture.json`: what scikit-learn and NumPy make of the same points.
record GoldenMixture(JsonObject root) {
    static GoldenMixture open() {
        String name = "/golden/model/mixture.json";
        try (InputStream in = Objects.requireNonNull(GoldenMixture.class.getResourceAsStream(name), name)) {
            return new GoldenMixture(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double tolerance() {
        return root.get("tolerance").getAsDouble();
    }

    float[][] points() {
        return matrix(root.get("points"));
    }

    /// Both components of weight ½ and covariance I around the given means.
    GaussianMixture start() {
        float[][] means = matrix(root.get("startMeans"));
        float[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        return new GaussianMixture(new float[] {0.5f, 0.5f}, means, new float[][][] {identity, identity});
    }

    static float[][] matrix(JsonElement rows) {
        return rows.getAsJsonArray().asList().stream()
                .map(GoldenMixture::vector)
                .toArray(float[][]::new);
    }

    static float[] vector(JsonElement row) {
        float[] values = new float[row.getAsJsonArray().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getAsJsonArray().get(i).getAsFloat();
        }
        return values;
    }
}
