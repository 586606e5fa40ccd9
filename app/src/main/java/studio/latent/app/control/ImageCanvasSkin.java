package studio.latent.app.control;

import javafx.geometry.Dimension2D;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import studio.latent.engine.image.Raster;

/// Lays the image out in the middle of an [ImageCanvas].
final class ImageCanvasSkin extends StretchingSkin<ImageCanvas> {
    /// From this enlargement on, pixels are shown as squares of one whole size.
    private static final double CRISP_FROM = 3;

    private static final double PREFERRED_SIDE = 320;

    private final RasterImage image = new RasterImage();
    private final ImageView view = new ImageView();
    private final Label placeholder;

    ImageCanvasSkin(ImageCanvas canvas) {
        super(canvas, new Dimension2D(1, 1), new Dimension2D(PREFERRED_SIDE, PREFERRED_SIDE));
        view.getStyleClass().add("picture");
        view.setManaged(false);
        placeholder = placeholder(canvas.placeholderProperty());
        getChildren().addAll(placeholder, view);
        registerChangeListener(canvas.rasterProperty(), _ -> refresh());
        refresh();
    }

    private void refresh() {
        Raster raster = getSkinnable().rasterProperty().get();
        view.setVisible(raster != null);
        placeholder.setVisible(raster == null);
        getSkinnable().requestLayout();
    }

    /// Factor from image pixels to screen pixels, so that the image fits into `width`×`height`.
    static double enlargement(double imageWidth, double imageHeight, double width, double height) {
        double fit = Math.min(width / imageWidth, height / imageHeight);
        return fit >= CRISP_FROM ? Math.floor(fit) : Math.max(fit, 0);
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        layoutInArea(placeholder, x, y, width, height, 0, HPos.CENTER, VPos.CENTER);
        Raster raster = getSkinnable().rasterProperty().get();
        if (raster == null) {
            return;
        }
        double scale = enlargement(raster.width(), raster.height(), width, height);
        view.setImage(image.show(raster, scale >= CRISP_FROM ? (int) scale : 1));
        view.setFitWidth(raster.width() * scale);
        view.setFitHeight(raster.height() * scale);
        view.relocate(
                snapPositionX(x + (width - raster.width() * scale) / 2),
                snapPositionY(y + (height - raster.height() * scale) / 2));
    }
}
