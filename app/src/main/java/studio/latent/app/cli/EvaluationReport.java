package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Evaluation;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.MetricResultJson;

/// The results of a measurement as the command line tells them.
record EvaluationReport(Evaluation evaluation, String generated, String reference) {
    /// The table of values, then what they were measured on.
    List<String> lines() {
        TextTable table = new TextTable("METRIC", "VALUE", "BAND", "FLOOR", "BETTER");
        for (MetricResult result : evaluation.results()) {
            if (result instanceof MetricResult.Measured measured) {
                table.add(
                        name(measured.metric()),
                        number(measured.value()),
                        band(measured.band()),
                        measured.floor() == null ? "" : number(measured.floor()),
                        better(measured.metric()));
            }
        }
        List<String> lines = new ArrayList<>();
        if (evaluation.results().stream().anyMatch(MetricResult.Measured.class::isInstance)) {
            lines.addAll(table.lines());
            lines.add("");
        }
        basis(Metric.Source.IMAGES).ifPresent(basis -> {
            lines.add("%,d images of %s against %,d of %s."
                    .formatted(basis.generated(), generated, basis.reference(), reference));
            lines.add("Features: " + evaluation.features() + "; resize: " + basis.resize() + "; bands: 95 %.");
            if (!evaluation.floor().isEmpty()) {
                lines.add("Floor: the same metric of " + evaluation.floor() + ".");
            }
        });
        basis(Metric.Source.LIKELIHOOD)
                .ifPresent(basis ->
                        lines.add("Likelihood: mean of a lower bound over %,d real images in nats an image; %s."
                                .formatted(basis.reference(), basis.features())));
        basis(Metric.Source.PATHS)
                .ifPresent(basis ->
                        lines.add("Paths: %,d, two images each; squared distance of features %s, resize %s; not LPIPS."
                                .formatted(basis.generated() / 2, basis.features(), basis.resize())));
        for (MetricResult result : evaluation.results()) {
            if (result instanceof MetricResult.NotMeasurable none) {
                lines.add(name(none.metric()) + ": no value. " + none.reason() + " " + none.remedy());
            }
        }
        evaluation
                .secondsPerImage()
                .ifPresent(seconds -> lines.add(
                        "Drawing took " + String.format(Locale.ROOT, "%.2f", 1000 * seconds) + " ms an image."));
        return lines;
    }

    /// What was left out, for the terminal's other stream.
    List<String> remarks() {
        int skipped = evaluation.skipped().size();
        return skipped == 0
                ? List.of()
                : List.of(skipped + (skipped == 1 ? " file was" : " files were") + " left out; the first: "
                        + evaluation.skipped().getFirst());
    }

    /// What the metrics of this source were measured on.
    private Optional<MetricResult.Basis> basis(Metric.Source source) {
        return evaluation.results().stream()
                .filter(result -> result instanceof MetricResult.Measured
                        && result.metric().source() == source)
                .map(result -> ((MetricResult.Measured) result).basis())
                .findFirst();
    }

    /// Only the Fréchet distance on the standard features is called FID.
    private String name(Metric metric) {
        return metric == Metric.FRECHET_DISTANCE && evaluation.standard() ? metric.id() + " (FID)" : metric.id();
    }

    private static String band(@Nullable Band band) {
        return band == null ? "" : number(band.low()) + " – " + number(band.high());
    }

    private static String better(Metric metric) {
        return switch (metric.better()) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case AS_REAL -> "as the floor";
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String form = size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : size >= 0.01 || size == 0 ? "%.4f" : "%.3e";
        return String.format(Locale.ROOT, form, value);
    }

    JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("generated", generated);
        object.addProperty("reference", reference);
        object.addProperty("features", evaluation.features());
        object.addProperty("standard", evaluation.standard());
        basis(Metric.Source.IMAGES).ifPresent(basis -> {
            object.addProperty("resize", basis.resize());
            object.addProperty("generatedCount", basis.generated());
            object.addProperty("referenceCount", basis.reference());
        });
        object.addProperty("floor", evaluation.floor());
        object.add(
                "secondsPerImage",
                evaluation.secondsPerImage().isPresent()
                        ? Cards.number(evaluation.secondsPerImage().getAsDouble())
                        : JsonNull.INSTANCE);
        JsonArray skipped = new JsonArray();
        evaluation.skipped().forEach(skipped::add);
        object.add("skipped", skipped);
        JsonArray results = new JsonArray();
        evaluation.results().forEach(result -> results.add(json(result)));
        object.add("results", results);
        return object;
    }

    private static JsonObject json(MetricResult result) {
        JsonObject object = MetricResultJson.of(result);
        if (result instanceof MetricResult.Measured measured) {
            switch (measured.metric().source()) {
                case LIKELIHOOD -> {
                    object.addProperty("images", measured.basis().reference());
                    object.addProperty("likelihood", measured.basis().features());
                }
                case PATHS -> {
                    object.addProperty("images", measured.basis().generated());
                    object.addProperty("distance", measured.basis().features());
                }
                case IMAGES -> {
                    // told once for all of them
                }
            }
        }
        return object;
    }
}
