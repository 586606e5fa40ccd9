package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import studio.latent.app.control.RasterImage;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// A model's name and its images beside it, smaller where there is little room.
final class ImageRow extends Region {
    private static final double NAME = 150;
    private static final double SIDE = 64;
    private static final double GAP = 4;

    private final Label name;
    private final List<ImageView> views = new ArrayList<>();

    ImageRow(SeedImages.Line line, long firstSeed, Messages messages) {
        getStyleClass().add("image-row");
        name = new Label(line.label());
        name.setWrapText(true);
        getChildren().add(name);
        long seed = firstSeed;
        for (Raster raster : line.images()) {
            ImageView view = new ImageView(RasterImage.thumbnail(raster, SIDE));
            double scale =
                    SIDE / Math.max(view.getImage().getWidth(), view.getImage().getHeight());
            if (scale < 1) {
                view.setFitWidth(SIDE);
                view.setFitHeight(SIDE);
            }
            view.setPreserveRatio(true);
            view.setManaged(false);
            view.setAccessibleText(messages.text("compare.image", line.label(), seed));
            views.add(view);
            seed++;
        }
        getChildren().addAll(views);
    }

    @Override
    protected double computePrefHeight(double width) {
        return SIDE;
    }

    @Override
    protected double computeMinHeight(double width) {
        return SIDE;
    }

    @Override
    protected double computePrefWidth(double height) {
        return NAME + SeedImages.SHOWN * (SIDE + GAP);
    }

    @Override
    protected double computeMinWidth(double height) {
        return NAME + SIDE;
    }

    @Override
    protected void layoutChildren() {
        double named = Math.min(SIDE, name.prefHeight(NAME - 12));
        name.resizeRelocate(0, Math.rint((SIDE - named) / 2), NAME - 12, named);
        double side = Math.min(SIDE, Math.floor((getWidth() - NAME) / SeedImages.SHOWN) - GAP);
        double x = NAME;
        for (ImageView view : views) {
            double longer = Math.max(view.getImage().getWidth(), view.getImage().getHeight());
            // An image that is small enough keeps its size: its pixels stay whole.
            view.setFitWidth(longer > side ? side : 0);
            view.setFitHeight(longer > side ? side : 0);
            view.setVisible(side > 0);
            view.relocate(x, Math.rint((SIDE - view.getLayoutBounds().getHeight()) / 2));
            x += view.getLayoutBounds().getWidth() + GAP;
        }
    }
}
