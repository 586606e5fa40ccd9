package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Evaluation;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.MetricResultJson;
import studio.latent.engine.model.Capability;

/// The results of a measurement as the command line tells them.
///
/// @param drawn what drew the images; null for images from files
record EvaluationReport(
        Evaluation evaluation, String generated, String reference, EvaluationReport.@Nullable Drawn drawn) {
    /// A model and how it samples.
    record Drawn(ModelInUse model, SamplerSettings sampling) {
        boolean inSteps() {
            return model.card().capabilities().contains(Capability.DENOISES);
        }
    }

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
        Evaluation.Drawing drawing = evaluation.drawing();
        if (drawing != null) {
            lines.addAll(lines(drawing));
        }
        return lines;
    }

    private List<String> lines(Evaluation.Drawing drawing) {
        List<String> lines = new ArrayList<>();
        Drawn by = drawn;
        if (by != null && by.inSteps()) {
            SamplerSettings sampling = by.sampling();
            lines.add("Sampler: %s in %d steps, guidance %s; %d evaluations of the network an image."
                    .formatted(
                            sampling.sampler(),
                            sampling.steps(),
                            factor(sampling.guidanceScale()),
                            drawing.networkEvaluations()));
            ClassifierChoice classifier = sampling.steering().classifier();
            if (classifier.acts()) {
                lines.add("Led by the classifier %s at a scale of %s."
                        .formatted(classifier.name(), factor(classifier.scale())));
            }
        }
        if (!drawing.wishes().isEmpty()) {
            lines.add("Asked for: " + drawing.wishes() + ".");
        }
        lines.add("Drawing took " + String.format(Locale.ROOT, "%.2f", 1000 * drawing.secondsPerImage())
                + " ms an image.");
        return lines;
    }

    private static String factor(double value) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /// What makes the values say less, and what was left out, for the terminal's other stream.
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(evaluation.remarks());
        int skipped = evaluation.skipped().size();
        if (skipped > 0) {
            remarks.add(skipped + (skipped == 1 ? " file was" : " files were") + " left out; the first: "
                    + evaluation.skipped().getFirst());
        }
        return remarks;
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
        describeDrawing(object);
        JsonArray remarks = new JsonArray();
        evaluation.remarks().forEach(remarks::add);
        object.add("remarks", remarks);
        JsonArray skipped = new JsonArray();
        evaluation.skipped().forEach(skipped::add);
        object.add("skipped", skipped);
        JsonArray results = new JsonArray();
        evaluation.results().forEach(result -> results.add(json(result)));
        object.add("results", results);
        return object;
    }

    private void describeDrawing(JsonObject object) {
        Drawn by = drawn;
        Evaluation.Drawing drawing = evaluation.drawing();
        if (by != null && drawing != null && by.inSteps()) {
            SamplingOptions.describe(object, by.model(), by.sampling());
            object.addProperty("networkEvaluations", drawing.networkEvaluations());
            object.addProperty("asked", drawing.wishes());
        }
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
