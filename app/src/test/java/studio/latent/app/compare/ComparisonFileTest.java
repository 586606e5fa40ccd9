package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.Comparison;
import studio.latent.engine.Contender;
import studio.latent.engine.Evaluation;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.PriorKind;

class ComparisonFileTest {
    private static final MetricResult.Basis BASIS = new MetricResult.Basis(10, 20, "pixels", "none");

    private static MetricResult recall(double value) {
        return new MetricResult.Measured(
                Metric.RECALL, value, BASIS, new Band(value, value + 0.1, 0.95, Band.Method.BOOTSTRAP), 0.9);
    }

    private static ComparisonFile file() throws Exception {
        OpenModel model =
                FakeStudio.direct().models().open(FakeStudio.GREY).await().orThrow();
        Contender normal = Contender.neutral(model, PriorKind.NORMAL);
        Contender mixture = Contender.neutral(model, PriorKind.MIXTURE);
        MetricResult none = new MetricResult.NotMeasurable(
                Metric.FRECHET_DISTANCE, "There are 10 images, and \"20\" are needed.", "Draw more.");
        return new ComparisonFile(
                new Comparison(List.of(
                        new Comparison.Row(
                                normal,
                                evaluation(none, recall(0.25)),
                                List.of(new Comparison.DialPoint(0.4, recall(0.75), recall(0.125)))),
                        new Comparison.Row(mixture, evaluation(none, recall(0.5)), List.of()))),
                "grey, small",
                7);
    }

    private static Evaluation evaluation(MetricResult... results) {
        return new Evaluation(
                List.of(results),
                "pixels, 9-d",
                false,
                "held-out images",
                List.of(),
                List.of(),
                new Evaluation.Drawing(0.5, 1, ""));
    }

    @Test
    void a_contender_that_a_classifier_leads_names_it_and_its_scale() throws Exception {
        OpenModel model =
                FakeStudio.direct().models().open(FakeStudio.DENOISING).await().orThrow();
        Contender led = Contender.neutral(model, PriorKind.NORMAL)
                .by(SamplerSettings.FAST.classifiedBy(new ClassifierChoice("guide", "ab", 0)));
        ComparisonFile file = new ComparisonFile(
                new Comparison(List.of(new Comparison.Row(
                        led,
                        evaluation(recall(0.5)),
                        List.of(new Comparison.DialPoint(2, recall(0.75), recall(0.125)))))),
                "grey",
                7);

        JsonObject contender = JsonParser.parseString(file.json())
                .getAsJsonObject()
                .getAsJsonArray("contenders")
                .get(0)
                .getAsJsonObject();
        assertThat(contender.get("dial").getAsString()).isEqualTo("classifierScale");
        assertThat(contender.get("dialValue").getAsDouble()).isZero();
        assertThat(contender.get("classifier").getAsString()).isEqualTo("guide");
        assertThat(contender.get("classifierHash").getAsString()).isEqualTo("ab");
        assertThat(file.csv()).contains(",classifierScale,0.0,recall,", ",classifierScale,2.0,recall,");
    }

    @Test
    void every_line_of_the_table_has_all_columns_and_quotes_what_needs_it() throws Exception {
        String csv = file().csv();

        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(1 + 2 * 3 + 2);
        assertThat(lines.get(1))
                .isEqualTo("fake-grey,normal,temperature,1.0,frechet-distance,,,,,,,,,,,"
                        + "\"There are 10 images, and \"\"20\"\" are needed.\"");
        assertThat(lines.get(2))
                .isEqualTo("fake-grey,normal,temperature,1.0,recall,0.25,0.25,0.35,0.95,0.9,false,10,20,pixels,none,");
        assertThat(lines.get(3)).isEqualTo("fake-grey,normal,temperature,1.0,seconds-per-image,0.5,,,,,,,,,,");
        assertThat(lines.get(4)).startsWith("fake-grey,normal,temperature,0.4,recall,0.75");
        assertThat(lines.get(7)).contains(",0.9,true,");
    }

    @Test
    void programs_find_values_bands_reasons_and_curves() throws Exception {
        JsonObject root = JsonParser.parseString(file().json()).getAsJsonObject();

        assertThat(root.get("seed").getAsLong()).isEqualTo(7);
        assertThat(root.get("data").getAsString()).isEqualTo("grey, small");
        JsonObject first = root.getAsJsonArray("contenders").get(0).getAsJsonObject();
        assertThat(first.get("secondsPerImage").getAsDouble()).isEqualTo(0.5);
        JsonObject none = first.getAsJsonArray("results").get(0).getAsJsonObject();
        assertThat(none.get("remedy").getAsString()).isEqualTo("Draw more.");
        JsonObject recall = first.getAsJsonArray("results").get(1).getAsJsonObject();
        assertThat(recall.get("low").getAsDouble()).isEqualTo(0.25);
        assertThat(recall.get("best").getAsBoolean()).isFalse();
        JsonObject stop = first.getAsJsonArray("curve").get(0).getAsJsonObject();
        assertThat(stop.get("dialValue").getAsDouble()).isEqualTo(0.4);
        assertThat(stop.getAsJsonObject("recall").get("value").getAsDouble()).isEqualTo(0.125);
    }
}
