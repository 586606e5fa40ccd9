package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class MaskPadTest extends ControlTest {
    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final AtomicInteger strokes = new AtomicInteger();

    private MaskPad shown() {
        MaskPad[] made = new MaskPad[1];
        show(240, 240, () -> {
            MaskPad pad = new MaskPad(messages);
            pad.imageProperty().set(new Raster(new ImageShape(1, 10, 10), new byte[100]));
            pad.setBrush(0);
            pad.setPrefSize(200, 200);
            pad.setMaxSize(200, 200);
            pad.setOnStroke(strokes::incrementAndGet);
            made[0] = pad;
            return new StackPane(pad);
        });
        return made[0];
    }

    private static int painted(MaskPad pad) {
        Raster mask = pad.maskProperty().get();
        int count = 0;
        for (byte sample : mask == null ? new byte[0] : mask.samples()) {
            count += sample == 0 ? 0 : 1;
        }
        return count;
    }

    @Test
    void aDragPaintsThePixelsUnderIt() {
        MaskPad pad = shown();
        drag(pad, 10, 10, 90, 10);

        byte[] samples =
                Objects.requireNonNull(callFx(() -> pad.maskProperty().get())).samples();
        assertThat(samples[0] & 0xff).isEqualTo(255);
        assertThat(samples[4] & 0xff).isEqualTo(255);
        assertThat(samples[10]).as("the row below").isZero();
        assertThat(strokes).hasValue(1);
    }

    @Test
    void theImageFillsThePad() {
        MaskPad pad = shown();
        onFx(() -> pad.imageProperty().set(plain(10, 10, 10, 200, 30)));
        assertThat(rgbAt(picture(), 24, 24)).isEqualTo(0x0ac81e);
        assertThat(rgbAt(picture(), 216, 216)).isEqualTo(0x0ac81e);
    }

    @Test
    void keysMoveTheBrushPaintAndTakeAway() {
        MaskPad pad = shown();
        focus(pad);
        press(KeyCode.SPACE);
        press(KeyCode.RIGHT);
        press(KeyCode.SPACE);
        assertThat(callFx(() -> painted(pad))).isEqualTo(2);
        press(KeyCode.SHIFT, KeyCode.SPACE);
        assertThat(callFx(() -> painted(pad))).isEqualTo(1);
        press(KeyCode.DELETE);
        assertThat(callFx(() -> pad.maskProperty().get())).isNull();
        assertThat(strokes).hasValue(4);
    }

    @Test
    void aWiderBrushPaintsADiscAndWhatIsOutsideIsPassedOver() {
        MaskPad pad = shown();
        onFx(() -> {
            pad.setBrush(2);
            pad.paint(0, 0, false);
        });
        assertThat(callFx(() -> painted(pad))).as("a quarter of a disc").isEqualTo(6);
        onFx(() -> pad.paint(-50, -50, false));
        assertThat(callFx(() -> painted(pad))).isEqualTo(6);
    }

    @Test
    void aMaskOfWhichNothingIsLeftIsNone() {
        MaskPad pad = shown();
        onFx(() -> {
            pad.paint(3, 3, false);
            pad.paint(3, 3, true);
        });
        assertThat(callFx(() -> pad.maskProperty().get())).isNull();
    }
}
