package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import studio.latent.app.control.RasterImage;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// A model's name and as many of its images as have room beside it, whole ones only.
final class ImageRow extends Region {
    private static final double NAME = 150;
    private static final double SIDE = 72;
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
        return NAME + 4 * (SIDE + GAP);
    }

    @Override
    protected double computeMinWidth(double height) {
        return NAME + SIDE;
    }

    @Override
    protected void layoutChildren() {
        double named = Math.min(SIDE, name.prefHeight(NAME - 12));
        name.resizeRelocate(0, Math.rint((SIDE - named) / 2), NAME - 12, named);
        double x = NAME;
        for (ImageView view : views) {
            double wide = view.getLayoutBounds().getWidth();
            view.setVisible(x + wide <= getWidth());
            view.relocate(x, Math.rint((SIDE - view.getLayoutBounds().getHeight()) / 2));
            x += wide + GAP;
        }
    }
}
