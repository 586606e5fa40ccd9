package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class LiveChartTest extends ControlTest {
    private LiveChart chart() {
        return showControl(600, 320, () -> {
            LiveChart chart = new LiveChart(ENGLISH);
            chart.titleProperty().set("Loss");
            chart.xLabelProperty().set("step");
            chart.placeholderProperty().set("Start a training.");
            return chart;
        });
    }

    /// How many pixels of the picture have a colour of their own, as lines do and text and grid do not.
    private int colourful(Image image) {
        int count = 0;
        for (int y = 60; y < image.getHeight(); y++) {
            for (int x = 60; x < image.getWidth(); x++) {
                int rgb = rgbAt(image, x, y);
                int red = rgb >> 16 & 255;
                int green = rgb >> 8 & 255;
                int blue = rgb & 255;
                int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
                count += spread > 50 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void it_says_what_to_do_until_points_come() {
        LiveChart chart = chart();
        assertThat(isShown("Start a training.")).isTrue();
        onFx(() -> chart.series("total").append(0, 1));
        assertThat(isShown("Start a training.")).isFalse();
    }

    @Test
    void a_hundred_thousand_points_are_drawn_as_a_line_across_the_plot() {
        LiveChart chart = chart();
        onFx(() -> {
            for (int i = 0; i < 100_000; i++) {
                chart.series("total").append(i, 1 + Math.sin(i / 9000.0));
            }
        });
        assertThat(colourful(picture())).isGreaterThan(500);
    }

    @Test
    void the_legend_hides_a_line_and_shows_it_again() {
        LiveChart chart = chart();
        onFx(() -> {
            for (int i = 0; i < 50; i++) {
                chart.series("total").append(i, i);
            }
        });
        assertThat(colourful(picture())).isPositive();
        click("total");
        assertThat(chart.series("total").isShown()).isFalse();
        assertThat(isShown("Start a training.")).isTrue();
        click("total");
        assertThat(colourful(picture())).isPositive();
    }

    @Test
    void the_mouse_reads_values_off() {
        LiveChart chart = chart();
        onFx(() -> {
            for (int i = 0; i <= 100; i++) {
                chart.series("total").append(i, 2.0 * i);
            }
        });
        Canvas canvas = find(".plot", Canvas.class);
        hover(canvas, 52 + (canvas.getWidth() - 64) / 2, 100);
        waitUntil("the readout shows", () -> isShown(".readout"));
        assertThat(find(".readout", Label.class).getText()).isEqualTo("step 50\ntotal 100");
    }

    @Test
    void arrow_keys_read_values_off_and_escape_ends_it() {
        LiveChart chart = chart();
        onFx(() -> {
            for (int i = 0; i <= 100; i++) {
                chart.series("total").append(i, 2.0 * i);
            }
        });
        focus(chart);
        press(KeyCode.HOME);
        press(KeyCode.RIGHT);
        assertThat(find(".readout", Label.class).getText()).isEqualTo("step 1\ntotal 2");
        assertThat(chart.getAccessibleText()).contains("total 2");
        press(KeyCode.ESCAPE);
        assertThat(isShown(".readout")).isFalse();
    }

    @Test
    void the_log_button_and_the_key_l_switch_the_axis() {
        LiveChart chart = chart();
        onFx(() -> chart.series("total").append(0, 1));
        click("log");
        assertThat(chart.logarithmicProperty().get()).isTrue();
        focus(chart);
        press(KeyCode.L);
        assertThat(chart.logarithmicProperty().get()).isFalse();
    }

    @Test
    void clearing_removes_lines_and_legend() {
        LiveChart chart = chart();
        onFx(() -> chart.series("total").append(0, 1));
        onFx(chart::clear);
        assertThat(chart.allSeries()).isEmpty();
        assertThat(isShown("Start a training.")).isTrue();
    }
}
