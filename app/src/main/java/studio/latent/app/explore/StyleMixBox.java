package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.explore.StyleMixViewModel.Part;
import studio.latent.app.l10n.Messages;

/// Style mixing in the inspector: the image B, and for each layer a switch between the styles of A and B.
final class StyleMixBox extends VBox {
    /// **Units** pixels.
    private static final double SIDE = 76;

    private final StyleMixViewModel mix;
    private final SectionParts parts;
    private final Messages messages;

    StyleMixBox(StyleViewModel style, SectionParts parts) {
        mix = style.mix();
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("style-mix");
        ToggleButton table = parts.toggle(MaterialDesignT.TABLE_LARGE, "explore.mix.table");
        table.selectedProperty().bindBidirectional(style.grid().shownProperty());
        VBox right = new VBox(hint(), buttons(), thirds());
        right.getStyleClass().add("slider-rows");
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox source = new HBox(other(), right);
        source.getStyleClass().add("studio-row");
        getChildren().addAll(parts.heading("explore.mix", table), source, layers());
    }

    private ImageCanvas other() {
        ImageCanvas tile = new ImageCanvas(messages);
        tile.setId("explore-mix-other");
        tile.getStyleClass().add("slot-tile");
        tile.setMinSize(SIDE, SIDE);
        tile.setMaxSize(SIDE, SIDE);
        tile.placeholderProperty().set(messages.text("explore.mix.empty"));
        tile.setAccessibleText(messages.text("explore.mix.other"));
        mix.otherImageProperty().subscribe(tile::show);
        return tile;
    }

    private Label hint() {
        Label hint = new Label(messages.text("explore.mix.hint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    private HBox buttons() {
        Button clear = parts.icon(MaterialDesignC.CLOSE, "explore.mix.clear", mix::clear);
        clear.disableProperty().bind(mix.otherProperty().isNull());
        return new HBox(
                parts.icon(MaterialDesignD.DICE_MULTIPLE_OUTLINE, "explore.mix.roll", mix::roll),
                parts.icon(MaterialDesignT.TRAY_ARROW_DOWN, "explore.mix.put", mix::takeCurrent),
                clear);
    }

    private HBox thirds() {
        HBox row = new HBox();
        row.getStyleClass().add("mix-layers");
        for (Part part : Part.values()) {
            String key = "explore.mix." + part.name().toLowerCase(Locale.ROOT);
            Button button = new Button(messages.text(key));
            button.setId(key.replace('.', '-'));
            button.getStyleClass().addAll(Styles.SMALL, "mix-layer");
            button.setTooltip(new Tooltip(messages.text(key + ".help")));
            button.setAccessibleHelp(messages.text(key + ".help"));
            button.setOnAction(_ -> mix.choose(part));
            row.getChildren().add(button);
        }
        return row;
    }

    // ---- layers

    private FlowPane layers() {
        FlowPane groups = new FlowPane();
        groups.setId("explore-mix-layers");
        groups.getStyleClass().add("mix-groups");
        Runnable fill = () -> {
            Map<String, List<StyleLayer>> bySize = new LinkedHashMap<>();
            for (StyleLayer layer : mix.layers()) {
                bySize.computeIfAbsent(size(layer), _ -> new ArrayList<>()).add(layer);
            }
            groups.getChildren().clear();
            bySize.forEach((size, found) -> groups.getChildren().add(group(size, found)));
        };
        mix.layers().addListener((ListChangeListener<StyleLayer>) _ -> fill.run());
        fill.run();
        return groups;
    }

    private String size(StyleLayer layer) {
        return messages.text("explore.layers.size", layer.width(), layer.height());
    }

    private VBox group(String size, List<StyleLayer> found) {
        Label label = new Label(size);
        label.getStyleClass().addAll("hint", "figures");
        HBox row = new HBox();
        row.getStyleClass().add("mix-layers");
        found.forEach(layer -> row.getChildren().add(toggle(layer)));
        VBox group = new VBox(label, row);
        group.getStyleClass().add("mix-group");
        return group;
    }

    private ToggleButton toggle(StyleLayer layer) {
        ToggleButton toggle = new ToggleButton();
        toggle.setId("explore-mix-layer-" + layer.index());
        toggle.getStyleClass().addAll(Styles.SMALL, "mix-layer");
        Tooltip tip = new Tooltip();
        toggle.setTooltip(tip);
        layer.chosenProperty().subscribe(other -> {
            String source = other ? "B" : "A";
            toggle.setSelected(other);
            toggle.setText(source);
            String words = messages.text("explore.mix.layer", layer.index(), size(layer), source);
            tip.setText(words);
            toggle.setAccessibleText(words);
        });
        toggle.setOnAction(_ -> {
            layer.chosenProperty().set(toggle.isSelected());
            parts.restNow();
        });
        return toggle;
    }
}
