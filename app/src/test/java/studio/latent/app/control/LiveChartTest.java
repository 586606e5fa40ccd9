package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
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
    void a_line_that_is_only_listed_at_first_is_drawn_at_the_first_press() {
        LiveChart chart = chart();
        onFx(() -> {
            ChartSeries line = chart.series("aside", "", false);
            for (int i = 0; i < 50; i++) {
                line.append(i, i);
            }
        });
        assertThat(chart.series("aside").isShown()).isFalse();
        click("aside");
        assertThat(chart.series("aside").isShown()).isTrue();
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

    private LiveChart sawTooth() {
        LiveChart chart = chart();
        onFx(() -> {
            for (int i = 0; i <= 100; i++) {
                chart.series("total").append(i, i % 10);
            }
        });
        return chart;
    }

    @Test
    void plus_zooms_page_keys_move_and_nought_follows_the_newest_again() {
        LiveChart chart = sawTooth();
        focus(chart);
        press(KeyCode.PLUS);
        press(KeyCode.PLUS);
        assertThat(chart.zoomedProperty().get()).isTrue();
        assertThat(isShown("Show all")).isTrue();
        double low = callFx(() -> Objects.requireNonNull(chart.zoom().x()).low());
        press(KeyCode.PAGE_DOWN);
        assertThat(callFx(() -> Objects.requireNonNull(chart.zoom().x()).low())).isGreaterThan(low);
        press(KeyCode.UP);
        assertThat(callFx(() -> chart.zoom().y())).isNotNull();
        press(KeyCode.DIGIT0);
        assertThat(chart.zoomedProperty().get()).isFalse();
    }

    @Test
    void the_wheel_zooms_about_the_pointer_and_with_shift_the_upright_axis() {
        LiveChart chart = sawTooth();
        Canvas canvas = find(".plot", Canvas.class);
        double width = callFx(canvas::getWidth) - 64;
        onFx(() -> Event.fireEvent(canvas, wheel(canvas, 52 + width / 4, false)));
        ChartScale shown = Objects.requireNonNull(callFx(() -> chart.zoom().x()));
        assertThat(shown.position(25)).isCloseTo(0.25, within(1e-9));
        assertThat(callFx(() -> chart.zoom().y())).isNull();
        onFx(() -> Event.fireEvent(canvas, wheel(canvas, 52 + width / 4, true)));
        assertThat(callFx(() -> chart.zoom().y())).isNotNull();
        click("Show all");
        assertThat(chart.zoomedProperty().get()).isFalse();
    }

    private static ScrollEvent wheel(Canvas canvas, double at, boolean shift) {
        double x = canvas.localToScene(at, 100).getX();
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                100,
                x,
                100,
                shift,
                false,
                false,
                false,
                false,
                false,
                0,
                40,
                0,
                40,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    @Test
    void another_run_stands_beside_the_own_one_and_goes_again() {
        LiveChart chart = sawTooth();
        onFx(() -> {
            chart.series("total", "before").append(0, 5);
            chart.series("total", "before").append(100, 5);
        });
        assertThat(isShown("total · before")).isTrue();
        onFx(() -> chart.removeRun("before"));
        assertThat(chart.allSeries()).hasSize(1);
    }

    @Test
    void each_export_is_handed_over_whole() {
        LiveChart chart = sawTooth();
        Map<ChartFormat, byte[]> saved = new EnumMap<>(ChartFormat.class);
        onFx(() -> chart.exportTo(saved::put));
        MenuButton menu = find(".export", MenuButton.class);
        onFx(() -> menu.getItems().forEach(MenuItem::fire));
        assertThat(saved.get(ChartFormat.PNG)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(new String(saved.get(ChartFormat.SVG), StandardCharsets.UTF_8))
                .contains("<polyline");
        assertThat(new String(saved.get(ChartFormat.CSV), StandardCharsets.UTF_8))
                .contains(",total,100,0,,");
    }
}
