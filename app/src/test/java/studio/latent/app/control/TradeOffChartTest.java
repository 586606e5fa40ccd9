package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.Background;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.Raster;

class TradeOffChartTest extends ControlTest {
    private static final TradeOffChart.Curve ONE = new TradeOffChart.Curve(
            "one",
            List.of(
                    new TradeOffChart.Mark(0.2, 0.9, "0.4", false),
                    new TradeOffChart.Mark(0.5, 0.8, "1", true),
                    new TradeOffChart.Mark(0.4, 0.5, "1.4", false)));
    private static final TradeOffChart.Curve OTHER =
            new TradeOffChart.Curve("other", List.of(new TradeOffChart.Mark(0.1, 0.3, "1", true)));

    private TradeOffChart chart() {
        return showControl(480, 360, () -> {
            TradeOffChart chart = new TradeOffChart(ENGLISH);
            chart.xLabelProperty().set("recall");
            chart.yLabelProperty().set("precision");
            chart.placeholderProperty().set("Measure first.");
            return chart;
        });
    }

    /// How many pixels of the picture are coloured, as lines and dots are and text and grid are not.
    private static int colourful(Image image) {
        int count = 0;
        for (int y = 60; y < image.getHeight(); y++) {
            for (int x = 50; x < image.getWidth(); x++) {
                int rgb = rgbAt(image, x, y);
                int red = rgb >> 16 & 255;
                int blue = rgb & 255;
                count += Math.abs(red - blue) > 50 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void it_says_what_to_do_until_points_come() {
        TradeOffChart chart = chart();
        assertThat(isShown("Measure first.")).isTrue();
        int before = colourful(picture());

        onFx(() -> chart.show(List.of(ONE, OTHER)));

        assertThat(isShown("Measure first.")).isFalse();
        assertThat(colourful(picture()) - before).isGreaterThan(300);
        assertThat(isShown("other")).isTrue();
    }

    @Test
    void keys_walk_through_the_points_of_all_curves_and_read_them_off() {
        TradeOffChart chart = chart();
        onFx(() -> chart.show(List.of(ONE, OTHER)));
        focus(chart);

        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        Label readout = find(".readout", Label.class);
        assertThat(readout.getText()).isEqualTo("one · 1\nprecision 0.8\nrecall 0.5");
        press(KeyCode.END);
        assertThat(readout.getText()).startsWith("other · 1");
        assertThat(chart.getAccessibleText()).contains("precision 0.3");
        press(KeyCode.ESCAPE);
        assertThat(readout.isVisible()).isFalse();
    }

    @Test
    void new_curves_forget_the_point_that_was_read() {
        TradeOffChart chart = chart();
        onFx(() -> chart.show(List.of(ONE, OTHER)));
        focus(chart);
        press(KeyCode.END);

        onFx(() -> chart.show(List.of(OTHER)));

        assertThat(find(".readout", Label.class).isVisible()).isFalse();
    }

    @Test
    void it_leaves_the_window_as_a_picture_a_drawing_and_a_table() throws Exception {
        TradeOffChart chart = chart();
        assertThatThrownBy(() -> chart.file(ChartFormat.CSV, "t")).isInstanceOf(IllegalStateException.class);
        onFx(() -> chart.show(List.of(ONE, OTHER)));

        byte[] png = callFx(() -> chart.file(ChartFormat.PNG, "t"));
        String svg =
                new String(callFx(() -> chart.file(ChartFormat.SVG, "Fidelity & diversity")), StandardCharsets.UTF_8);
        String csv = new String(callFx(() -> chart.file(ChartFormat.CSV, "t")), StandardCharsets.UTF_8);

        Raster picture = ImageFiles.decode("chart.png", png, Background.BLACK);
        assertThat(picture.shape().width()).isEqualTo(480);
        assertThat(svg).contains("Fidelity &amp; diversity", "recall", "precision", ">one<", ">other<");
        assertThat(svg.split("<polyline", -1)).hasSize(3);
        assertThat(svg.split("r=\"5.5\"", -1)).hasSize(3);
        assertThat(csv.lines())
                .containsExactly(
                        "curve,setting,recall,precision",
                        "one,0.4,0.2,0.9",
                        "one,1,0.5,0.8",
                        "one,1.4,0.4,0.5",
                        "other,1,0.1,0.3");
    }

    @Test
    void a_point_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> new TradeOffChart.Mark(Double.NaN, 1, "", false))
                .hasMessageContaining("finite");
    }
}
