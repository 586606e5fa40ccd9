package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import studio.latent.app.control.RasterImage;
import studio.latent.app.explore.DirectionStudioViewModel.Step;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// What a direction that was found does to the image, and the name under which it is kept.
final class DirectionStripBox extends VBox {
    /// **Units** pixels.
    private static final double STRIP = 48;

    private final DirectionStudioViewModel studio;
    private final Messages messages;

    DirectionStripBox(DirectionStudioViewModel studio, SectionParts parts) {
        this.studio = studio;
        messages = parts.messages();
        getStyleClass().add("studio-result");
        HBox.setHgrow(this, Priority.SOMETIMES);
        Label title = new Label(messages.text("explore.studio.strip"));
        title.getStyleClass().add("section-title");
        Button follow = parts.icon(MaterialDesignI.IMAGE_SYNC_OUTLINE, "explore.studio.follow", studio::followHand);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(title, gap, follow);
        head.getStyleClass().add("section-heading");
        FlowPane strip = new FlowPane();
        strip.setId("explore-studio-strip");
        strip.getStyleClass().add("studio-strip");
        Label empty = new Label(messages.text("explore.studio.strip.empty"));
        empty.getStyleClass().add("hint");
        empty.setWrapText(true);
        Runnable fill = () -> {
            List<Step> steps = List.copyOf(studio.strip());
            follow.setDisable(steps.isEmpty());
            if (steps.isEmpty()) {
                strip.getChildren().setAll(empty);
            } else {
                strip.getChildren().setAll(steps.stream().map(this::step).toList());
            }
        };
        studio.strip().addListener((ListChangeListener<Step>) _ -> fill.run());
        fill.run();
        empty.prefWidthProperty().bind(strip.widthProperty());
        VBox.setVgrow(strip, Priority.ALWAYS);
        getChildren().addAll(head, strip, keeping());
    }

    private Button step(Step step) {
        int place = step.coordinate();
        String where = (place > 0 ? "+" : place < 0 ? "−" : "") + Math.abs(place) + " σ";
        Button tile = new Button(where);
        tile.getStyleClass().addAll(Styles.FLAT, "studio-step", "figures");
        tile.setContentDisplay(ContentDisplay.TOP);
        ImageView view = new ImageView();
        Raster image = step.image();
        if (image != null) {
            view.setImage(RasterImage.thumbnail(image, STRIP));
        }
        view.setFitWidth(STRIP);
        view.setFitHeight(STRIP);
        view.setPreserveRatio(true);
        StackPane picture = new StackPane(view);
        picture.setMinSize(STRIP, STRIP);
        tile.setGraphic(picture);
        String text = messages.text("explore.studio.apply", where);
        tile.setTooltip(new Tooltip(text));
        tile.setAccessibleText(text);
        tile.setOnAction(_ -> studio.apply(step));
        return tile;
    }

    private HBox keeping() {
        TextField name = new TextField();
        name.setId("explore-studio-name");
        name.setPromptText(messages.text("explore.studio.name"));
        name.setAccessibleText(messages.text("explore.studio.name"));
        name.textProperty().bindBidirectional(studio.nameProperty());
        name.setOnAction(_ -> studio.save());
        HBox.setHgrow(name, Priority.ALWAYS);
        Button save = new Button();
        save.setId("explore-studio-save");
        save.getStyleClass().add(Styles.SMALL);
        save.setMinWidth(USE_PREF_SIZE);
        save.setOnAction(_ -> studio.save());
        Runnable offer = () -> {
            boolean saved = studio.savedProperty().get();
            save.setDisable(!studio.isSavable() || studio.busyProperty().get() || saved);
            save.setText(messages.text(
                    saved
                            ? "explore.studio.saved"
                            : studio.replaces() ? "explore.studio.replace" : "explore.studio.save"));
        };
        studio.nameProperty().subscribe(offer);
        studio.busyProperty().subscribe(offer);
        studio.savedProperty().subscribe(offer);
        studio.figuresProperty().subscribe(offer);
        offer.run();
        HBox row = new HBox(name, save);
        row.getStyleClass().add("field-row");
        return row;
    }
}
