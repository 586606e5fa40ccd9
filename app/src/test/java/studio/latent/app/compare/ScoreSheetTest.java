package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.Comparison;
import studio.latent.engine.Contender;
import studio.latent.engine.Evaluation;
import studio.latent.engine.OpenModel;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.PriorKind;

class ScoreSheetTest {
    private static final MetricResult.Basis BASIS = new MetricResult.Basis(10, 20, "pixels", "none");
    private static final List<Metric> METRICS = List.of(Metric.FRECHET_DISTANCE);

    private static ScoreSheet sheet(Messages messages, MetricResult... results) throws Exception {
        OpenModel model =
                FakeStudio.direct().models().open(FakeStudio.GREY).await().orThrow();
        Comparison.Row[] rows = new Comparison.Row[results.length];
        for (int i = 0; i < rows.length; i++) {
            Evaluation evaluation = new Evaluation(
                    List.of(results[i]),
                    "pixels, 9-d",
                    false,
                    "",
                    List.of(),
                    List.of(),
                    new Evaluation.Drawing(i == 0 ? 1.5 : 0.00042, 1, ""));
            rows[i] = new Comparison.Row(
                    Contender.neutral(model, i == 0 ? PriorKind.NORMAL : PriorKind.MIXTURE), evaluation, List.of());
        }
        return ScoreSheet.of(new Comparison(List.of(rows)), List.of("a", "b"), METRICS, messages);
    }

    private static MetricResult value(double value, double low, double high) {
        return new MetricResult.Measured(
                Metric.FRECHET_DISTANCE, value, BASIS, new Band(low, high, 0.95, Band.Method.BOOTSTRAP), 0.2);
    }

    @Test
    void a_value_has_the_digits_that_its_band_leaves_sure() throws Exception {
        ScoreSheet sheet = sheet(Messages.in(Locale.ENGLISH), value(3.77612, 3.6618, 3.8901), value(8.1, 7, 9.5));

        List<ScoreSheet.Cell> cells = sheet.lines().getFirst().cells();
        assertThat(cells.get(0)).isEqualTo(new ScoreSheet.Cell("3.78", "[3.66 – 3.89]", true, ""));
        assertThat(cells.get(1)).isEqualTo(new ScoreSheet.Cell("8.1", "[7.0 – 9.5]", false, ""));
        assertThat(sheet.lines().getFirst().floor()).isEqualTo("0.20");
    }

    @Test
    void bands_that_overlap_leave_the_best_open() throws Exception {
        ScoreSheet sheet = sheet(Messages.in(Locale.ENGLISH), value(3.8, 3.6, 4.1), value(4.2, 4, 4.5));

        assertThat(sheet.lines().getFirst().cells()).noneMatch(ScoreSheet.Cell::best);
    }

    @Test
    void a_missing_value_says_why_once() throws Exception {
        MetricResult none = new MetricResult.NotMeasurable(Metric.FRECHET_DISTANCE, "Too few images.", "Draw more.");

        ScoreSheet sheet = sheet(Messages.in(Locale.ENGLISH), none, none);

        assertThat(sheet.reasons()).containsExactly("Fréchet distance: Too few images. Draw more.");
        assertThat(sheet.lines().getFirst().cells())
                .allMatch(cell -> cell.value().equals("–") && cell.note().startsWith("Too few"));
        assertThat(sheet.basis()).isEmpty();
    }

    @Test
    void times_and_numbers_are_in_the_users_language() throws Exception {
        ScoreSheet sheet = sheet(Messages.in(Locale.GERMAN), value(3.77612, 3.6618, 3.8901), value(8.1, 7, 9.5));

        assertThat(sheet.lines().getLast().cells())
                .extracting(ScoreSheet.Cell::value)
                .containsExactly("1,5 s", "0,42 ms");
        assertThat(sheet.lines().getFirst().cells().getFirst().value()).isEqualTo("3,78");
    }
}
