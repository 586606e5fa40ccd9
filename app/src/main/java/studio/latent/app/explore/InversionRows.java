package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.latent.app.control.RasterImage;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// The picture whose noise was found beside what its noise becomes again, and how far they differ.
final class InversionRows extends VBox {
    /// **Units** pixels.
    private static final double SIDE = 104;

    private final InversionViewModel inversion;
    private final Messages messages;

    InversionRows(InversionViewModel inversion, SectionParts parts) {
        this.inversion = inversion;
        messages = parts.messages();
        getStyleClass().add("slider-rows");
        inversion.foundProperty().subscribe(this::show);
        inversion.runningProperty().subscribe(this::show);
        show();
    }

    private void show() {
        InversionViewModel.Found found = inversion.foundProperty().get();
        boolean running = inversion.runningProperty().get();
        getChildren().clear();
        if (running) {
            getChildren().add(running());
        } else if (found != null) {
            HBox pair = new HBox(
                    picture(found.original(), "explore.edit.invert.original"),
                    picture(found.made(), "explore.edit.invert.made"));
            pair.getStyleClass().add("field-row");
            Label error =
                    new Label(messages.text("explore.edit.invert.error", messages.number(100 * found.error(), 2)));
            error.setId("explore-edit-invert-error");
            error.getStyleClass().addAll("hint", "figures");
            error.setWrapText(true);
            getChildren().addAll(pair, error);
        }
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private HBox running() {
        Label words = new Label(messages.text("explore.edit.invert.running"));
        words.getStyleClass().add("hint");
        words.setWrapText(true);
        Button cancel = new Button(messages.text("explore.edit.invert.cancel"));
        cancel.setId("explore-edit-invert-cancel");
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> inversion.cancel());
        HBox row = new HBox(words, cancel);
        row.getStyleClass().add("field-row");
        return row;
    }

    private VBox picture(Raster raster, String key) {
        ImageView view = new ImageView(RasterImage.thumbnail(raster, SIDE));
        view.setFitWidth(SIDE);
        view.setFitHeight(SIDE);
        view.setPreserveRatio(true);
        view.setAccessibleText(messages.text(key));
        Label caption = new Label(messages.text(key));
        caption.getStyleClass().add("hint");
        VBox box = new VBox(view, caption);
        box.setAlignment(Pos.TOP_CENTER);
        return box;
    }
}
