package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChartZoomTest {
    private static final ChartScale WHOLE = new ChartScale(0, 100, false);

    private static ChartScale x(ChartZoom zoom) {
        return Objects.requireNonNull(zoom.x());
    }

    @Test
    void what_is_under_the_pointer_stays_there() {
        ChartZoom zoom = ChartZoom.NONE.zoomX(WHOLE, 0.25, 0.5);
        assertThat(x(zoom)).isEqualTo(new ChartScale(12.5, 62.5, false));
        assertThat(x(zoom).position(25)).isEqualTo(0.25);
        ChartScale logarithmic = new ChartScale(1, 10_000, true);
        ChartScale upright = Objects.requireNonNull(
                ChartZoom.NONE.zoomY(logarithmic, 0.75, 0.5).y());
        assertThat(upright.position(1000)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void zooming_out_to_everything_follows_the_newest_point_again() {
        ChartZoom zoom = ChartZoom.NONE.zoomX(WHOLE, 0.5, 0.5);
        assertThat(zoom.isNone()).isFalse();
        assertThat(zoom.zoomX(WHOLE, 0.5, 2).isNone()).isTrue();
    }

    @Test
    void panning_ends_at_the_ends_of_the_data() {
        ChartZoom zoom = ChartZoom.NONE.zoomX(WHOLE, 0.5, 0.5);
        assertThat(x(zoom.panX(WHOLE, 0.1)).low()).isCloseTo(30, within(1e-9));
        assertThat(x(zoom.panX(WHOLE, 9)).high()).isCloseTo(100, within(1e-9));
        assertThat(x(zoom.panX(WHOLE, -9)).low()).isCloseTo(0, within(1e-9));
        assertThat(ChartZoom.NONE.panX(WHOLE, 1)).isEqualTo(ChartZoom.NONE);
    }

    @Test
    void it_goes_no_closer_than_numbers_can_tell_apart() {
        ChartZoom zoom = ChartZoom.NONE;
        for (int i = 0; i < 500; i++) {
            zoom = zoom.zoomX(WHOLE, 0.3, 0.8).zoomY(zoom.y() == null ? WHOLE : zoom.y(), 0.3, 0.8);
        }
        assertThat(x(zoom).high()).isGreaterThan(x(zoom).low());
    }
}
