package studio.latent.engine.metric;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `golden/metric`: stored features, and what the public tools make of them.
record GoldenMetrics(JsonObject root, List<FeatureMatrix> matrices) {
    private static final String FOLDER = "/golden/metric/";

    static GoldenMetrics open() throws IOException {
        try (Reader reader = new InputStreamReader(stream("metric.json"), StandardCharsets.UTF_8);
                InputStream features = stream("features.f32")) {
            JsonObject root = JsonParser.parseReader(reader).getAsJsonObject();
            ByteBuffer bytes = ByteBuffer.wrap(features.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            List<FeatureMatrix> matrices = new ArrayList<>();
            for (JsonElement shape : root.getAsJsonArray("shapes")) {
                int count = shape.getAsJsonArray().get(0).getAsInt();
                int dimension = shape.getAsJsonArray().get(1).getAsInt();
                float[] values = new float[count * dimension];
                bytes.asFloatBuffer().get(values);
                bytes.position(bytes.position() + values.length * Float.BYTES);
                matrices.add(new FeatureMatrix(count, dimension, values));
            }
            return new GoldenMetrics(root, matrices);
        }
    }

    private static InputStream stream(String name) {
        return Objects.requireNonNull(GoldenMetrics.class.getResourceAsStream(FOLDER + name), name);
    }

    /// The reference of `wide` (300 × 16 against 260) or `tall` (1200 × 8 against 1000).
    FeatureMatrix real(String name) {
        return matrices.get(name.equals("wide") ? 0 : 2);
    }

    FeatureMatrix generated(String name) {
        return matrices.get(name.equals("wide") ? 1 : 3);
    }

    JsonObject object(String... path) {
        JsonObject object = root;
        for (String name : path) {
            object = object.getAsJsonObject(name);
        }
        return object;
    }

    double number(String... path) {
        JsonObject object = root;
        for (int i = 0; i < path.length - 1; i++) {
            object = object.getAsJsonObject(path[i]);
        }
        return object.get(path[path.length - 1]).getAsDouble();
    }

    static double[] doubles(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    static int[] ints(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    static int[][] intRows(JsonArray array) {
        return array.asList().stream().map(GoldenMetrics::ints).toArray(int[][]::new);
    }
}
