package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.l10n.Messages;

/// The layer viewer: a choice of layers, and the maps of the chosen one's channels.
final class LayersSection extends HBox {
    private final LayersViewModel layers;
    private final SectionParts parts;
    private final Messages messages;

    LayersSection(LayersViewModel layers, SectionParts parts) {
        this.layers = layers;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("layers-section");
        setId("explore-layers-section");
        setAccessibleText(messages.text("explore.layers"));
        visibleProperty().bind(layers.shownProperty());
        managedProperty().bind(visibleProperty());
        getChildren().addAll(words(), atlas());
    }

    private VBox words() {
        Button close = parts.icon(
                MaterialDesignC.CLOSE,
                "explore.layers.close",
                () -> layers.shownProperty().set(false));
        Label hint = new Label();
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        layers.chosenProperty()
                .subscribe(choice -> hint.setText(
                        choice == null
                                ? ""
                                : messages.text(
                                        "explore.layers.hint",
                                        choice.layer().shape().channels())));
        VBox words = new VBox(parts.heading("explore.layers.title", close), choice(), hint);
        words.getStyleClass().add("mix-words");
        return words;
    }

    private ComboBox<LayerChoice> choice() {
        ComboBox<LayerChoice> box = new ComboBox<>();
        box.setId("explore-layer");
        box.getStyleClass().add(Styles.DENSE);
        box.setAccessibleText(messages.text("explore.layers.choose"));
        box.setMaxWidth(Double.MAX_VALUE);
        WordCell.in(box, this::name);
        Runnable fill = () -> {
            box.getItems().setAll(layers.layers());
            box.setValue(layers.chosenProperty().get());
        };
        layers.layers().addListener((ListChangeListener<LayerChoice>) _ -> fill.run());
        fill.run();
        layers.chosenProperty().subscribe(value -> box.setValue(value));
        box.valueProperty().subscribe((_, value) -> {
            if (value != null && !value.equals(layers.chosenProperty().get())) {
                layers.chosenProperty().set(value);
            }
        });
        return box;
    }

    private String name(@Nullable LayerChoice choice) {
        return choice == null ? "" : choice.words(messages);
    }

    private ImageCanvas atlas() {
        ImageCanvas atlas = new ImageCanvas(messages);
        atlas.setId("explore-layer-atlas");
        atlas.placeholderProperty().set(messages.text("explore.busy"));
        layers.atlasProperty().subscribe(atlas::show);
        layers.chosenProperty()
                .subscribe(choice -> atlas.setAccessibleText(messages.text("explore.layers.atlas", name(choice))));
        Runnable measure = () -> {
            if (atlas.getWidth() > 0 && atlas.getHeight() > 0) {
                layers.aspectProperty().set(atlas.getWidth() / atlas.getHeight());
            }
        };
        atlas.widthProperty().subscribe(measure);
        atlas.heightProperty().subscribe(measure);
        HBox.setHgrow(atlas, Priority.ALWAYS);
        return atlas;
    }
}
