package studio.latent.app.compare;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Comparison;
import studio.latent.engine.Contender;
import studio.latent.engine.Evaluation;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.MetricResultJson;
import studio.latent.engine.model.Capability;

/// A comparison as a file for other programs, with everything that is needed to read its numbers.
///
/// @param data name of the data set
/// @param seed of the first image of each model
record ComparisonFile(Comparison comparison, String data, long seed) {
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String END = "\r\n";

    /// A table with a line a value. **Source** RFC 4180.
    String csv() {
        StringBuilder text = new StringBuilder("model,prior,dial,dialValue,metric,value,low,high,level,floor,best,"
                + "generated,reference,features,resize,reason" + END);
        for (int i = 0; i < comparison.rows().size(); i++) {
            Comparison.Row row = comparison.rows().get(i);
            Evaluation evaluation = row.evaluation();
            List<MetricResult> results = evaluation == null ? List.of() : evaluation.results();
            for (MetricResult result : results) {
                line(text, row.contender(), result, isBest(result.metric(), i));
            }
            if (evaluation != null && evaluation.secondsPerImage().isPresent()) {
                List<String> cells = head(row.contender());
                cells.add("seconds-per-image");
                cells.add(Double.toString(evaluation.secondsPerImage().getAsDouble()));
                line(text, cells);
            }
            for (Comparison.DialPoint point : row.curve()) {
                Contender turned = row.contender().at(point.dial());
                line(text, turned, point.precision(), false);
                line(text, turned, point.recall(), false);
            }
        }
        return text.toString();
    }

    private static List<String> head(Contender contender) {
        List<String> cells = new ArrayList<>();
        cells.add(contender.model().card().name());
        cells.add(lower(contender.prior()));
        cells.add(contender.turned().name());
        cells.add(Double.toString(contender.dial()));
        return cells;
    }

    private static void line(StringBuilder text, Contender contender, MetricResult result, boolean best) {
        List<String> cells = head(contender);
        cells.add(result.metric().id());
        switch (result) {
            case MetricResult.Measured measured -> {
                Band band = measured.band();
                cells.add(Double.toString(measured.value()));
                cells.add(band == null ? "" : Double.toString(band.low()));
                cells.add(band == null ? "" : Double.toString(band.high()));
                cells.add(band == null ? "" : Double.toString(band.level()));
                cells.add(measured.floor() == null ? "" : Double.toString(measured.floor()));
                cells.add(Boolean.toString(best));
                cells.add(Integer.toString(measured.basis().generated()));
                cells.add(Integer.toString(measured.basis().reference()));
                cells.add(measured.basis().features());
                cells.add(measured.basis().resize());
            }
            case MetricResult.NotMeasurable none -> {
                while (cells.size() < COLUMNS - 1) {
                    cells.add("");
                }
                cells.add(none.reason());
            }
        }
        line(text, cells);
    }

    private static final int COLUMNS = 16;

    private static void line(StringBuilder text, List<String> cells) {
        List<String> quoted = new ArrayList<>();
        for (String cell : cells) {
            boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            quoted.add(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
        }
        while (quoted.size() < COLUMNS) {
            quoted.add("");
        }
        text.append(String.join(",", quoted)).append(END);
    }

    private boolean isBest(Metric metric, int row) {
        OptionalInt best = comparison.best(metric);
        return best.isPresent() && best.getAsInt() == row;
    }

    String json() {
        JsonObject root = new JsonObject();
        root.addProperty("format", "latent-studio/comparison");
        root.addProperty("data", data);
        root.addProperty("seed", seed);
        JsonArray contenders = new JsonArray();
        for (int i = 0; i < comparison.rows().size(); i++) {
            contenders.add(contender(comparison.rows().get(i), i));
        }
        root.add("contenders", contenders);
        return PRETTY.toJson(root) + "\n";
    }

    private JsonObject contender(Comparison.Row row, int number) {
        Contender contender = row.contender();
        JsonObject object = new JsonObject();
        object.addProperty("model", contender.model().card().name());
        object.addProperty("hash", contender.model().card().hash());
        object.addProperty("prior", lower(contender.prior()));
        object.addProperty("dial", contender.turned().name());
        object.addProperty("dialValue", contender.dial());
        if (contender.model().card().capabilities().contains(Capability.DENOISES)) {
            object.addProperty("sampler", contender.sampling().sampler());
            object.addProperty("steps", contender.sampling().steps());
            ClassifierChoice classifier = contender.sampling().steering().classifier();
            if (!classifier.name().isBlank()) {
                object.addProperty("classifier", classifier.name());
                object.addProperty("classifierHash", classifier.hash());
            }
        }
        Evaluation evaluation = row.evaluation();
        if (evaluation != null) {
            object.addProperty("features", evaluation.features());
            object.addProperty("standard", evaluation.standard());
            object.addProperty("floorOf", evaluation.floor());
            Evaluation.Drawing drawing = evaluation.drawing();
            if (drawing != null) {
                object.addProperty("secondsPerImage", drawing.secondsPerImage());
                object.addProperty("networkEvaluations", drawing.networkEvaluations());
                object.addProperty("asked", drawing.wishes());
            }
            JsonArray results = new JsonArray();
            evaluation.results().forEach(result -> results.add(result(result, isBest(result.metric(), number))));
            object.add("results", results);
        }
        JsonArray curve = new JsonArray();
        for (Comparison.DialPoint point : row.curve()) {
            JsonObject stop = new JsonObject();
            stop.addProperty("dialValue", point.dial());
            stop.add("precision", result(point.precision(), null));
            stop.add("recall", result(point.recall(), null));
            curve.add(stop);
        }
        object.add("curve", curve);
        return object;
    }

    private static JsonObject result(MetricResult result, @Nullable Boolean best) {
        JsonObject object = MetricResultJson.of(result);
        if (result instanceof MetricResult.Measured measured) {
            if (best != null) {
                object.addProperty("best", best);
            }
            object.addProperty("generated", measured.basis().generated());
            object.addProperty("reference", measured.basis().reference());
            object.addProperty("features", measured.basis().features());
            object.addProperty("resize", measured.basis().resize());
        }
        return object;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
