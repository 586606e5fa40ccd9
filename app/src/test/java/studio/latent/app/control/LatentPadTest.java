package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class LatentPadTest extends ControlTest {
    private LatentPad pad() {
        return showControl(300, 300, () -> new LatentPad(ENGLISH));
    }

    @Test
    void the_handle_follows_the_mouse_and_stays_inside() {
        LatentPad pad = pad();
        Region plane = find(".plane", Region.class);
        drag(plane, 150, 150, 225, 75);
        assertThat(pad.uProperty().get()).isCloseTo(225 / plane.getWidth(), within(0.02));
        assertThat(pad.vProperty().get()).isCloseTo(75 / plane.getHeight(), within(0.02));
        assertThat(pad.changingProperty().get()).isFalse();
        drag(plane, 150, 150, plane.getWidth() - 1, plane.getHeight() + 20);
        assertThat(pad.vProperty().get()).isEqualTo(1);
    }

    @Test
    void keys_move_the_handle_and_home_brings_it_back() {
        LatentPad pad = pad();
        focus(pad);
        press(KeyCode.RIGHT);
        press(KeyCode.SHIFT, KeyCode.UP);
        assertThat(pad.uProperty().get()).isEqualTo(0.51);
        assertThat(pad.vProperty().get()).isEqualTo(0.4);
        press(KeyCode.HOME);
        assertThat(pad.uProperty().get()).isEqualTo(0.5);
        assertThat(pad.vProperty().get()).isEqualTo(0.5);
    }

    @Test
    void the_shares_of_the_corners_are_bilinear_and_add_up_to_one() {
        LatentPad pad = callFx(() -> new LatentPad(ENGLISH));
        onFx(() -> pad.moveTo(0.25, 0.1));
        assertThat(pad.weight(0)).isCloseTo(0.75 * 0.9, within(1e-12));
        assertThat(pad.weight(1)).isCloseTo(0.25 * 0.9, within(1e-12));
        assertThat(pad.weight(2)).isCloseTo(0.75 * 0.1, within(1e-12));
        assertThat(pad.weight(0) + pad.weight(1) + pad.weight(2) + pad.weight(3))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void each_corner_shows_its_picture() {
        LatentPad pad = pad();
        onFx(() -> {
            pad.cornerProperty(0).set(new PadCorner("seed 1", plain(8, 8, 255, 0, 0)));
            pad.cornerProperty(3).set(new PadCorner("seed 4", plain(8, 8, 0, 0, 255)));
        });
        assertThat(rgbAt(picture(), 40, 40)).isEqualTo(0xff0000);
        assertThat(rgbAt(picture(), 260, 260)).isEqualTo(0x0000ff);
        assertThat(isShown("seed 1")).isTrue();
    }

    @Test
    void a_screen_reader_hears_where_the_handle_is() {
        LatentPad pad = pad();
        onFx(() -> pad.moveTo(0.25, 1));
        assertThat(pad.getAccessibleRoleDescription()).isEqualTo("u 0.25, v 1.00");
    }
}
