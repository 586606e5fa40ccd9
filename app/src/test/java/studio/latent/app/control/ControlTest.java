package studio.latent.app.control;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import studio.latent.app.FxTest;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// Base of the controls' tests: one control in a window, in English, and images that are easy to recognise.
abstract class ControlTest extends FxTest {
    static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    /// Shows one control and gives it the whole window.
    <C extends javafx.scene.control.Control> C showControl(double width, double height, Supplier<C> maker) {
        StackPane pane = show(width, height, () -> new StackPane(maker.get()));
        @SuppressWarnings("unchecked")
        C control = (C) pane.getChildren().getFirst();
        return control;
    }

    /// Shows one control at its preferred height at the top of the window.
    <C extends javafx.scene.control.Control> C showOnTop(double width, double height, Supplier<C> maker) {
        VBox pane = show(width, height, () -> new VBox(maker.get()));
        @SuppressWarnings("unchecked")
        C control = (C) pane.getChildren().getFirst();
        return control;
    }

    /// An image of one colour.
    static Raster plain(int width, int height, int red, int green, int blue) {
        byte[] samples = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            samples[i] = (byte) red;
            samples[width * height + i] = (byte) green;
            samples[2 * width * height + i] = (byte) blue;
        }
        return new Raster(new ImageShape(3, height, width), samples);
    }

    /// A grey 2×2 checkerboard: white at the top left and the bottom right.
    static Raster checker() {
        return new Raster(new ImageShape(1, 2, 2), new byte[] {-1, 0, 0, -1});
    }

    /// Red, green and blue of a pixel, each in [0, 255].
    static int rgbAt(Image image, double x, double y) {
        return image.getPixelReader().getArgb((int) x, (int) y) & 0xffffff;
    }
}
