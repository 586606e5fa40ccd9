package studio.latent.app.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// An image to paint a mask on: where it is painted, something is to be made anew.
///
/// Drag paints, with Shift or the right button it takes away. By keys: arrows move the brush, Space paints, Delete
/// takes the whole mask away; + and − change the brush.
///
/// **Units** the mask has one channel and the image's size: 255 where it is painted, else 0; none at all where
/// nothing is painted.
public final class MaskPad extends Control {
    private static final int WIDEST = 16;

    private final Messages messages;
    private final ObjectProperty<@Nullable Raster> image = new SimpleObjectProperty<>(this, "image");
    private final ObjectProperty<@Nullable Raster> mask = new SimpleObjectProperty<>(this, "mask");
    private Runnable onStroke = () -> {};
    private int brush;

    public MaskPad(Messages messages) {
        this.messages = messages;
        getStyleClass().add("mask-pad");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(messages.text("control.mask"));
        setAccessibleHelp(messages.text("control.mask.keys"));
        setFocusTraversable(true);
        image.subscribe(newest -> {
            if (newest != null) {
                brush = Math.max(1, Math.min(newest.width(), newest.height()) / 14);
            }
        });
    }

    public ObjectProperty<@Nullable Raster> imageProperty() {
        return image;
    }

    public ObjectProperty<@Nullable Raster> maskProperty() {
        return mask;
    }

    /// What is run after each stroke.
    public void setOnStroke(Runnable action) {
        onStroke = action;
    }

    /// Radius of the brush in pixels of the image, in [0, 16]; 0 paints one pixel.
    public int brush() {
        return brush;
    }

    /// Another brush; what is out of its range is moved to the nearer end.
    public void setBrush(int radius) {
        brush = Math.clamp(radius, 0, WIDEST);
    }

    /// Paints a disc around a pixel, or takes it away. Pixels outside the image are passed over.
    public void paint(int column, int row, boolean away) {
        Raster shown = image.get();
        if (shown == null) {
            return;
        }
        Raster before = mask.get();
        ImageShape shape = new ImageShape(1, shown.height(), shown.width());
        byte[] samples =
                before == null ? new byte[shape.size()] : before.samples().clone();
        boolean any = false;
        for (int y = 0; y < shown.height(); y++) {
            for (int x = 0; x < shown.width(); x++) {
                int place = y * shown.width() + x;
                if ((x - column) * (x - column) + (y - row) * (y - row) <= brush * brush) {
                    samples[place] = (byte) (away ? 0 : 255);
                }
                any |= samples[place] != 0;
            }
        }
        mask.set(any ? new Raster(shape, samples) : null);
    }

    void strokeEnded() {
        onStroke.run();
    }

    Messages messages() {
        return messages;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new MaskPadSkin(this);
    }
}
