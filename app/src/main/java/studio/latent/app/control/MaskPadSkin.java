package studio.latent.app.control;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.SkinBase;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// The image with its mask as a tint over it and, by keys, the brush as a lighter one.
final class MaskPadSkin extends SkinBase<MaskPad> {
    private static final double TINT = 0.6;
    private static final double BRUSH_TINT = 0.35;
    private static final int[] MASK_COLOUR = {255, 140, 0};
    private static final int[] BRUSH_COLOUR = {255, 255, 255};

    private final ImageView view = new ImageView();
    private final RasterImage picture = new RasterImage();
    private int column;
    private int row;

    MaskPadSkin(MaskPad pad) {
        super(pad);
        view.setMouseTransparent(true);
        getChildren().add(view);
        registerChangeListener(pad.imageProperty(), _ -> imageChanged());
        registerChangeListener(pad.maskProperty(), _ -> draw());
        registerChangeListener(pad.focusedProperty(), _ -> draw());
        registerChangeListener(pad.widthProperty(), _ -> draw());
        registerChangeListener(pad.heightProperty(), _ -> draw());
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, this::dragged);
        pad.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        pad.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> pad.strokeEnded());
        pad.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        imageChanged();
    }

    private void imageChanged() {
        Raster image = getSkinnable().imageProperty().get();
        if (image != null) {
            column = image.width() / 2;
            row = image.height() / 2;
        }
        draw();
    }

    private int factor(Raster image) {
        double side = Math.min(getSkinnable().getWidth(), getSkinnable().getHeight());
        return Math.max(1, (int) (side / Math.max(image.width(), image.height())));
    }

    private void draw() {
        Raster image = getSkinnable().imageProperty().get();
        view.setImage(image == null ? null : picture.show(tinted(image), factor(image)));
        getSkinnable().requestLayout();
    }

    private Raster tinted(Raster image) {
        int plane = image.width() * image.height();
        Raster mask = getSkinnable().maskProperty().get();
        boolean keys = getSkinnable().isFocused();
        int brush = getSkinnable().brush();
        byte[] samples = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            int x = i % image.width() - column;
            int y = i / image.width() - row;
            boolean under = keys && x * x + y * y <= brush * brush;
            for (int channel = 0; channel < 3; channel++) {
                double value = image.samples()[Math.min(channel, image.channels() - 1) * plane + i] & 0xff;
                if (masked(mask, i)) {
                    value += TINT * (MASK_COLOUR[channel] - value);
                }
                if (under) {
                    value += BRUSH_TINT * (BRUSH_COLOUR[channel] - value);
                }
                samples[channel * plane + i] = (byte) Math.round(value);
            }
        }
        return new Raster(new ImageShape(3, image.height(), image.width()), samples);
    }

    private static boolean masked(@Nullable Raster mask, int place) {
        return mask != null && mask.samples()[place] != 0;
    }

    private void dragged(MouseEvent event) {
        getSkinnable().requestFocus();
        Raster image = getSkinnable().imageProperty().get();
        if (image == null) {
            return;
        }
        int factor = factor(image);
        column = (int) Math.floor((event.getX() - view.getLayoutX()) / factor);
        row = (int) Math.floor((event.getY() - view.getLayoutY()) / factor);
        getSkinnable()
                .paint(
                        column,
                        row,
                        event.isShiftDown()
                                || event.getButton() == MouseButton.SECONDARY
                                || event.isSecondaryButtonDown());
        draw();
        event.consume();
    }

    private void keyPressed(KeyEvent event) {
        MaskPad pad = getSkinnable();
        switch (event.getCode()) {
            case LEFT -> move(-1, 0);
            case RIGHT -> move(1, 0);
            case UP -> move(0, -1);
            case DOWN -> move(0, 1);
            case SPACE -> {
                pad.paint(column, row, event.isShiftDown());
                pad.strokeEnded();
            }
            case DELETE, BACK_SPACE -> {
                pad.maskProperty().set(null);
                pad.strokeEnded();
            }
            case PLUS, ADD, EQUALS -> pad.setBrush(pad.brush() + 1);
            case MINUS, SUBTRACT -> pad.setBrush(pad.brush() - 1);
            default -> {
                return;
            }
        }
        draw();
        event.consume();
    }

    private void move(int across, int down) {
        Raster image = getSkinnable().imageProperty().get();
        if (image != null) {
            column = Math.clamp(column + across, 0, image.width() - 1);
            row = Math.clamp(row + down, 0, image.height() - 1);
        }
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        layoutInArea(view, x, y, width, height, 0, HPos.CENTER, VPos.CENTER);
    }
}
