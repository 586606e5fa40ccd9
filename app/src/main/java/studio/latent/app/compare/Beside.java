package studio.latent.app.compare;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Two parts beside each other where the second has room for it, else one below the other.
///
/// The first takes the width that it wants, the second the rest.
final class Beside extends Region {
    private static final double GAP = 24;
    private static final double LEAST_SECOND = 300;
    private static final double SECOND_HEIGHT = 300;

    private final Region first;
    private final Region second;

    Beside(Region first, Region second) {
        this.first = first;
        this.second = second;
        getChildren().addAll(first, second);
    }

    private boolean fits(double width) {
        return width >= first.prefWidth(-1) + GAP + LEAST_SECOND;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return first.prefWidth(-1) + GAP + LEAST_SECOND;
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST_SECOND;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (width < 0 || fits(width)) {
            return Math.max(first.prefHeight(first.prefWidth(-1)), SECOND_HEIGHT);
        }
        return first.prefHeight(width) + GAP + SECOND_HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double wanted = first.prefWidth(-1);
        if (fits(width)) {
            first.resizeRelocate(0, 0, wanted, getHeight());
            second.resizeRelocate(wanted + GAP, 0, width - wanted - GAP, getHeight());
        } else {
            double high = first.prefHeight(width);
            first.resizeRelocate(0, 0, width, high);
            second.resizeRelocate(0, high + GAP, width, Math.max(SECOND_HEIGHT, getHeight() - high - GAP));
        }
    }
}
