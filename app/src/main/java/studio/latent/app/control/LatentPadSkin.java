package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import studio.latent.engine.image.Raster;

/// A plane with cross lines, a thumbnail in each corner and the handle on top.
final class LatentPadSkin extends SkinBase<LatentPad> {
    private static final double SMALL_STEP = 0.01;
    private static final double LARGE_STEP = 0.1;
    private static final double PREFERRED_SIDE = 240;
    private static final double SMALLEST_SIDE = 120;
    private static final double HANDLE = 18;
    private static final double GAP = 6;
    private static final double LABEL_HEIGHT = 16;

    private final Region plane = new Region();
    private final Line across = new Line();
    private final Line upright = new Line();
    private final Region handle = new Region();
    private final List<ImageView> pictures = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private double thumb = 48;
    private boolean held;

    LatentPadSkin(LatentPad pad) {
        super(pad);
        plane.getStyleClass().add("plane");
        across.getStyleClass().add("cross");
        upright.getStyleClass().add("cross");
        handle.getStyleClass().add("handle");
        getChildren().add(plane);
        for (int i = 0; i < LatentPad.CORNERS; i++) {
            ImageView picture = new ImageView();
            picture.setPreserveRatio(true);
            Label label = new Label();
            label.getStyleClass().add("corner");
            pictures.add(picture);
            labels.add(label);
            getChildren().addAll(picture, label);
            int corner = i;
            registerChangeListener(pad.cornerProperty(i), _ -> showCorner(corner));
            showCorner(i);
        }
        getChildren().addAll(across, upright, handle);
        getChildren().stream().skip(1).forEach(node -> node.setMouseTransparent(true));
        registerChangeListener(pad.uProperty(), _ -> moved());
        registerChangeListener(pad.vProperty(), _ -> moved());
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        pad.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        pad.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> released());
        pad.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void showCorner(int corner) {
        PadCorner shown = getSkinnable().cornerProperty(corner).get();
        Raster image = shown.image();
        labels.get(corner).setText(shown.label());
        pictures.get(corner).setVisible(image != null);
        if (image != null) {
            pictures.get(corner).setImage(RasterImage.thumbnail(image, thumb));
        }
        getSkinnable().requestLayout();
    }

    private void moved() {
        LatentPad pad = getSkinnable();
        pad.requestLayout();
        pad.setAccessibleRoleDescription(pad.messages()
                .text("control.pad.at", pad.uProperty().get(), pad.vProperty().get()));
        pad.notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        getSkinnable().requestFocus();
        if (event.getClickCount() == 2) {
            getSkinnable().moveTo(0.5, 0.5);
            return;
        }
        held = true;
        follow(event);
    }

    private void released() {
        held = false;
        getSkinnable().changingWrapper().set(false);
    }

    private void dragged(MouseEvent event) {
        if (held) {
            getSkinnable().changingWrapper().set(true);
            follow(event);
        }
    }

    private void follow(MouseEvent event) {
        double u = (event.getX() - plane.getLayoutX()) / plane.getWidth();
        double v = (event.getY() - plane.getLayoutY()) / plane.getHeight();
        getSkinnable().moveTo(u, v);
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        LatentPad pad = getSkinnable();
        double step = event.isShiftDown() ? LARGE_STEP : SMALL_STEP;
        double u = pad.uProperty().get();
        double v = pad.vProperty().get();
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> pad.moveTo(hundredths(u - step), v);
            case RIGHT -> pad.moveTo(hundredths(u + step), v);
            case UP -> pad.moveTo(u, hundredths(v - step));
            case DOWN -> pad.moveTo(u, hundredths(v + step));
            case HOME -> pad.moveTo(0.5, 0.5);
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double side = Math.floor(Math.min(width, height));
        double left = snapPositionX(x + (width - side) / 2);
        plane.resizeRelocate(left, y, side, side);
        double middleX = snapPositionX(left + side / 2) + 0.5;
        double middleY = snapPositionY(y + side / 2) + 0.5;
        setLine(across, left + 1, middleY, left + side - 1, middleY);
        setLine(upright, middleX, y + 1, middleX, y + side - 1);
        thumb = Math.max(28, Math.min(side / 4, 72));
        for (int corner = 0; corner < LatentPad.CORNERS; corner++) {
            layoutCorner(corner, left, y, side);
        }
        double u = getSkinnable().uProperty().get();
        double v = getSkinnable().vProperty().get();
        handle.resizeRelocate(left + u * side - HANDLE / 2, y + v * side - HANDLE / 2, HANDLE, HANDLE);
    }

    private void layoutCorner(int corner, double left, double top, double side) {
        boolean right = corner % 2 == 1;
        boolean bottom = corner >= 2;
        ImageView picture = pictures.get(corner);
        picture.setFitWidth(thumb);
        picture.setFitHeight(thumb);
        picture.setX(0);
        double labelWidth = side / 2 - 2 * GAP;
        double pictureX = right ? left + side - GAP - thumb : left + GAP;
        double pictureY = bottom ? top + side - GAP - thumb : top + GAP;
        picture.relocate(snapPositionX(pictureX), snapPositionY(pictureY));
        double labelX = right ? left + side - GAP - labelWidth : left + GAP;
        double labelY = bottom ? pictureY - LABEL_HEIGHT - 2 : pictureY + thumb + 2;
        layoutInArea(
                labels.get(corner),
                labelX,
                labelY,
                labelWidth,
                LABEL_HEIGHT,
                0,
                right ? HPos.RIGHT : HPos.LEFT,
                VPos.CENTER);
    }

    private static void setLine(Line line, double fromX, double fromY, double toX, double toY) {
        line.setStartX(fromX);
        line.setStartY(fromY);
        line.setEndX(toX);
        line.setEndY(toY);
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + PREFERRED_SIDE + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return width < 0 ? top + PREFERRED_SIDE + bottom : top + bottom + Math.max(SMALLEST_SIDE, width - left - right);
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + SMALLEST_SIDE + right;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + SMALLEST_SIDE + bottom;
    }
}
