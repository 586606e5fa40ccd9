package studio.latent.app.control;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Dimension2D;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;

/// The skin of a control that takes whatever room there is: no smaller than `least`, no largest size.
class StretchingSkin<C extends Control> extends SkinBase<C> {
    private final Dimension2D least;
    private final Dimension2D preferred;

    /// **Units** pixels, without the control's insets.
    StretchingSkin(C control, Dimension2D least, Dimension2D preferred) {
        super(control);
        this.least = least;
        this.preferred = preferred;
    }

    /// What stands in the middle of an empty control.
    static Label placeholder(ObservableValue<String> text) {
        Label placeholder = new Label();
        placeholder.getStyleClass().add("placeholder");
        placeholder.setWrapText(true);
        placeholder.textProperty().bind(text);
        return placeholder;
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return left + preferred.getWidth() + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + preferred.getHeight() + bottom;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + least.getWidth() + right;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + least.getHeight() + bottom;
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }

    @Override
    protected double computeMaxHeight(double width, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }
}
