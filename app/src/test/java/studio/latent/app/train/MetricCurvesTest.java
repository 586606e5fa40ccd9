package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;

class MetricCurvesTest {
    private final MetricCurves curves = new MetricCurves(Messages.in(Locale.ENGLISH));

    private static TrainingEvent.Measured measured(int step, double frechet, double recall) {
        return new TrainingEvent.Measured(
                step,
                List.of(
                        new MetricPoint("frechet-distance", frechet, frechet - 1, frechet + 1, 1.5, 1024, "mixed5"),
                        new MetricPoint("recall", recall, null, null, null, 1024, "mixed5")));
    }

    @Test
    void the_first_metric_is_looked_at_once_it_was_measured() {
        assertThat(curves.metrics()).isEmpty();
        assertThat(curves.selectedProperty().get()).isNull();
        assertThat(curves.caption("recall")).isEmpty();

        curves.add(List.of(measured(100, 20, 0.1), measured(200, 15, 0.3)));

        assertThat(curves.selectedProperty().get()).isEqualTo("frechet-distance");
        assertThat(curves.metrics()).containsExactly("frechet-distance", "recall");
        assertThat(curves.curve("frechet-distance"))
                .containsExactly(new MetricCurves.At(100, 20, 19, 21), new MetricCurves.At(200, 15, 14, 16));
        assertThat(curves.curve("recall").getLast().low()).isNaN();
        assertThat(curves.floor("frechet-distance")).contains(1.5);
        assertThat(curves.floor("recall")).isEmpty();
        assertThat(curves.caption("recall")).isEqualTo("1024 images · mixed5");
        assertThat(curves.label("recall")).isEqualTo("Recall");
        assertThat(curves.revisionProperty().get()).isEqualTo(1);
    }

    @Test
    void steps_that_a_resumed_run_measures_again_are_there_once() {
        curves.add(List.of(measured(100, 20, 0.1), measured(200, 15, 0.3), measured(100, 20, 0.1)));
        assertThat(curves.curve("recall")).hasSize(2);
    }

    @Test
    void a_step_has_the_values_measured_at_it_or_last_before_it() {
        curves.add(List.of(measured(100, 20, 0.1), measured(200, 15, 0.3)));

        assertThat(curves.valuesAt(50)).isEmpty();
        assertThat(curves.valuesAt(200)).startsWith("Fréchet distance 15").contains("Recall 0.3");
        assertThat(curves.valuesAt(150)).contains("Fréchet distance 20").contains("(step 100)");
    }
}
