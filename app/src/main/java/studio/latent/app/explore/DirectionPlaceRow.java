package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.binding.BooleanExpression;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import studio.latent.app.control.ShownAs;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.direction.DirectionSpace;

/// The space of the directions that are looked for, and the layers whose styles or maps they move.
final class DirectionPlaceRow extends HBox {
    private final DirectionPlaceChoice place;
    private final Messages messages;
    private final ToggleGroup group = new ToggleGroup();

    /// @param ofAttribute whether the direction of an attribute is looked for: only of one is it known what belongs
    /// together in several layers, or in maps
    DirectionPlaceRow(DirectionPlaceChoice place, BooleanExpression ofAttribute, SectionParts parts) {
        this.place = place;
        messages = parts.messages();
        setId("explore-studio-place");
        getStyleClass().add("field-row");
        Label label = new Label(messages.text("explore.studio.place"));
        label.setMinWidth(USE_PREF_SIZE);
        ToggleButton inStyles = space(DirectionSpace.W, "explore.studio.place.w", Styles.CENTER_PILL);
        ToggleButton byLayer = space(DirectionSpace.W_PLUS, "explore.studio.place.w-plus", Styles.CENTER_PILL);
        ToggleButton inMaps =
                space(DirectionSpace.FEATURE_MAPS, "explore.studio.place.feature-maps", Styles.RIGHT_PILL);
        byLayer.disableProperty().bind(ofAttribute.not());
        inMaps.disableProperty().bind(ofAttribute.not());
        for (ToggleButton ofStyles : List.of(inStyles, byLayer)) {
            ofStyles.visibleProperty().bind(place.styledProperty());
            ofStyles.managedProperty().bind(ofStyles.visibleProperty());
        }
        HBox pills = new HBox(
                space(DirectionSpace.Z, "explore.studio.place.z", Styles.LEFT_PILL), inStyles, byLayer, inMaps);
        pills.setAlignment(Pos.CENTER_LEFT);
        pills.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(pills);
        FlowPane layers = layers();
        HBox.setHgrow(layers, Priority.ALWAYS);
        getChildren().addAll(label, pills, layers, mapLayer(parts));
        visibleProperty().bind(place.offeredProperty());
        managedProperty().bind(visibleProperty());
    }

    /// The layer whose maps are moved.
    private ComboBox<LayerChoice> mapLayer(SectionParts parts) {
        ComboBox<LayerChoice> box = new ComboBox<>(place.mapLayers());
        box.setId("explore-studio-place-map-layer");
        box.setConverter(new ShownAs<>(choice -> choice.words(parts.messages())));
        box.valueProperty().bindBidirectional(place.mapLayerProperty());
        String help = messages.text("explore.studio.place.map-layer");
        box.setAccessibleText(help);
        box.setTooltip(new Tooltip(help));
        box.visibleProperty().bind(place.spaceProperty().isEqualTo(DirectionSpace.FEATURE_MAPS));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private ToggleButton space(DirectionSpace space, String key, String pill) {
        ToggleButton button = new ToggleButton(messages.text(key));
        button.setId(key.replace('.', '-'));
        button.setToggleGroup(group);
        button.getStyleClass().addAll(Styles.SMALL, pill, "studio-pill");
        button.setTooltip(new Tooltip(messages.text(key + ".help")));
        button.setAccessibleHelp(messages.text(key + ".help"));
        place.spaceProperty().subscribe(now -> button.setSelected(now == space));
        button.setOnAction(_ -> {
            place.spaceProperty().set(space);
            button.setSelected(true);
        });
        return button;
    }

    /// A switch for each layer, and one for each third of them.
    private FlowPane layers() {
        FlowPane chips = new FlowPane();
        chips.setId("explore-studio-place-layers");
        chips.getStyleClass().add("mix-layers-flow");
        chips.setAccessibleText(messages.text("explore.studio.place.layers"));
        Runnable fill = () -> {
            chips.getChildren().setAll(place.layers().stream().map(this::layer).toList());
            chips.getChildren()
                    .addAll(
                            third(0, "explore.mix.coarse"),
                            third(1, "explore.mix.middle"),
                            third(2, "explore.mix.fine"));
        };
        place.layers().addListener((ListChangeListener<StyleLayer>) _ -> fill.run());
        fill.run();
        place.spaceProperty().subscribe(now -> {
            chips.setVisible(now.isOfStyles());
            chips.setManaged(now.isOfStyles());
        });
        return chips;
    }

    private ToggleButton layer(StyleLayer layer) {
        ToggleButton chip = new ToggleButton(Integer.toString(layer.index()));
        chip.setId("explore-studio-layer-" + layer.index());
        chip.getStyleClass().addAll(Styles.SMALL, "mix-layer", "figures");
        String words = messages.text(
                "explore.studio.place.layer",
                layer.index(),
                messages.text("explore.layers.size", layer.width(), layer.height()));
        chip.setTooltip(new Tooltip(words));
        chip.setAccessibleText(words);
        chip.selectedProperty().bindBidirectional(layer.chosenProperty());
        return chip;
    }

    private Button third(int third, String key) {
        Button button = new Button(messages.text(key));
        button.setId(key.replace("mix", "studio.place").replace('.', '-'));
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "mix-layer");
        String help = messages.text("explore.studio.place.third", messages.text(key));
        button.setTooltip(new Tooltip(help));
        button.setAccessibleHelp(help);
        button.setOnAction(_ -> place.chooseThird(third));
        return button;
    }
}
