package studio.latent.app.compare;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.Comparison;
import studio.latent.engine.Evaluation;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;

/// A comparison as a table of words and figures: a line a metric, a column a model, at the end the floor.
///
/// @param names of the models
/// @param basis on what was measured; empty before the first measurement
/// @param likelihoods what the likelihoods mean; empty where there are none
/// @param reasons why some values are missing, with what to do
public record ScoreSheet(
        List<String> names, List<Line> lines, String basis, List<String> likelihoods, List<String> reasons) {
    private static final String NO_VALUE = "–";
    private static final int MOST_DIGITS = 4;

    public ScoreSheet {
        names = List.copyOf(names);
        lines = List.copyOf(lines);
        likelihoods = List.copyOf(likelihoods);
        reasons = List.copyOf(reasons);
    }

    /// A metric's values.
    ///
    /// @param hint which values are good, and what the metric is; for a tip
    /// @param floor what real images reach; empty where there is none
    public record Line(String label, String hint, List<Cell> cells, String floor) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /// A value.
    ///
    /// @param value empty while it is not measured
    /// @param band empty where it is not known
    /// @param best whether it is better than all others, bands included
    /// @param note why there is no value; empty where there is one
    public record Cell(String value, String band, boolean best, String note) {}

    static ScoreSheet of(Comparison comparison, List<String> names, List<Metric> metrics, Messages messages) {
        Words words = new Words(comparison, messages);
        List<Line> lines = new ArrayList<>();
        metrics.forEach(metric -> lines.add(words.line(metric)));
        lines.add(words.speed());
        return new ScoreSheet(names, lines, words.basis(), words.likelihoods(), words.reasons(metrics));
    }

    private record Words(Comparison comparison, Messages messages) {
        Line line(Metric metric) {
            OptionalInt best = comparison.best(metric);
            List<Cell> cells = new ArrayList<>();
            String floor = "";
            for (int i = 0; i < comparison.rows().size(); i++) {
                MetricResult result = comparison.rows().get(i).result(metric);
                cells.add(cell(result, best.isPresent() && best.getAsInt() == i));
                if (floor.isEmpty() && result instanceof MetricResult.Measured measured && measured.floor() != null) {
                    floor = figure(measured.floor(), measured.band());
                }
            }
            String better = messages.text("compare.better." + metric.better().name());
            String help = messages.find("compare.metric." + metric.id()).orElse("");
            return new Line(label(metric, messages), (help + " " + better).strip(), cells, floor);
        }

        private Cell cell(@Nullable MetricResult result, boolean best) {
            return switch (result) {
                case null -> new Cell("", "", false, "");
                case MetricResult.NotMeasurable none ->
                    new Cell(NO_VALUE, "", false, none.reason() + " " + none.remedy());
                case MetricResult.Measured measured -> {
                    Band band = measured.band();
                    String range = band == null
                            ? ""
                            : "[" + figure(band.low(), band) + " – " + figure(band.high(), band) + "]";
                    yield new Cell(figure(measured.value(), band), range, best, "");
                }
            };
        }

        /// As many digits as the band leaves sure, and one more.
        private String figure(double value, @Nullable Band band) {
            double width = band == null ? Math.abs(value) / 100 : band.high() - band.low();
            int digits = width > 0 ? (int) Math.ceil(-Math.log10(width)) + 1 : MOST_DIGITS;
            NumberFormat format = NumberFormat.getNumberInstance(messages.locale());
            format.setMinimumFractionDigits(Math.clamp(digits, 0, MOST_DIGITS));
            format.setMaximumFractionDigits(Math.clamp(digits, 0, MOST_DIGITS));
            format.setGroupingUsed(Math.abs(value) >= 10_000);
            return format.format(value);
        }

        Line speed() {
            List<Cell> cells = new ArrayList<>();
            for (Comparison.Row row : comparison.rows()) {
                Evaluation evaluation = row.evaluation();
                OptionalDouble seconds = evaluation == null ? OptionalDouble.empty() : evaluation.secondsPerImage();
                String text = seconds.isPresent() ? duration(seconds.getAsDouble()) : "";
                cells.add(new Cell(text, "", false, ""));
            }
            return new Line(messages.text("compare.speed"), messages.text("compare.speed.help"), cells, "");
        }

        private String duration(double seconds) {
            return seconds >= 1
                    ? messages.text("compare.seconds", messages.number(seconds, 2))
                    : messages.text("compare.milliseconds", messages.number(1000 * seconds, seconds < 0.01 ? 2 : 0));
        }

        String basis() {
            for (Comparison.Row row : comparison.rows()) {
                Evaluation evaluation = row.evaluation();
                if (evaluation == null) {
                    continue;
                }
                for (MetricResult result : evaluation.results()) {
                    if (result instanceof MetricResult.Measured measured
                            && measured.basis().generated() > 0) {
                        return basis(evaluation, measured.basis());
                    }
                }
            }
            return "";
        }

        private String basis(Evaluation evaluation, MetricResult.Basis basis) {
            String all = messages.text(
                    "compare.basis",
                    messages.number(basis.generated(), 0),
                    messages.number(basis.reference(), 0),
                    evaluation.features());
            return evaluation.floor().isEmpty()
                    ? all
                    : all + " " + messages.text("compare.basis.floor", evaluation.floor());
        }

        /// What the likelihoods are likelihoods of: of one decoder they are not comparable with those of another.
        List<String> likelihoods() {
            Set<String> all = new LinkedHashSet<>();
            for (Comparison.Row row : comparison.rows()) {
                if (row.result(Metric.BITS_PER_DIM) instanceof MetricResult.Measured measured) {
                    all.add(messages.text(
                            "compare.likelihood",
                            label(Metric.BITS_PER_DIM, messages),
                            messages.number(measured.basis().reference(), 0),
                            measured.basis().features()));
                }
            }
            return List.copyOf(all);
        }

        List<String> reasons(List<Metric> metrics) {
            Set<String> all = new LinkedHashSet<>();
            for (Metric metric : metrics) {
                for (Comparison.Row row : comparison.rows()) {
                    if (row.result(metric) instanceof MetricResult.NotMeasurable none) {
                        all.add(label(metric, messages) + ": " + none.reason() + " " + none.remedy());
                    }
                }
            }
            return List.copyOf(all);
        }
    }

    static String label(Metric metric, Messages messages) {
        return messages.find("metric." + metric.id()).orElse(metric.id());
    }
}
