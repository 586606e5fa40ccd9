package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// How the latents of own pictures are found: whether a search goes on from an encoder's answer, what it moves, and,
/// folded away, how long it goes on.
final class PictureSearchSection extends VBox {
    private final PictureSearchViewModel search;
    private final SectionParts parts;
    private final Messages messages;

    PictureSearchSection(PictureSearchViewModel search, SectionParts parts) {
        this.search = search;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("explore-section");
        setId("explore-pictures");
        shown(this, search.offeredProperty());
        getChildren()
                .addAll(
                        parts.heading("explore.pictures"),
                        hint(),
                        shown(encoder(), search.encodesProperty()),
                        shown(new SearchSpaceRow(search, parts), search.spaciousProperty()),
                        shown(more(), search.searchesProperty()));
    }

    private static <N extends Node> N shown(N node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
        return node;
    }

    private Label hint() {
        Label hint = new Label(messages.text("explore.pictures.hint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        return hint;
    }

    private HBox encoder() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton answer = parts.pill("explore.pictures.encoder", Styles.LEFT_PILL, search.goesOnProperty(), false);
        ToggleButton on = parts.pill("explore.pictures.search", Styles.RIGHT_PILL, search.goesOnProperty(), true);
        answer.setToggleGroup(group);
        on.setToggleGroup(group);
        for (ToggleButton pill : List.of(answer, on)) {
            HBox.setHgrow(pill, Priority.ALWAYS);
            pill.setMaxWidth(Double.MAX_VALUE);
        }
        HBox pills = new HBox(answer, on);
        pills.setAccessibleText(messages.text("explore.pictures"));
        return pills;
    }

    private TitledPane more() {
        VBox rows = new VBox(
                slider("explore.pictures.steps", new ParameterSlider.Range(50, 2000, 200, 50), search.stepsProperty()),
                slider("explore.pictures.restarts", new ParameterSlider.Range(1, 16, 4, 1), search.restartsProperty()),
                slider(
                        "explore.pictures.features",
                        new ParameterSlider.Range(0, 2, 0.5, 0.05),
                        search.featureWeightProperty()));
        rows.getStyleClass().add("slider-rows");
        TitledPane pane = new TitledPane(messages.text("explore.pictures.more"), rows);
        pane.setId("explore-pictures-more");
        pane.setAnimated(false);
        pane.setExpanded(false);
        return pane;
    }

    private ParameterSlider slider(String key, ParameterSlider.Range range, DoubleProperty value) {
        ParameterSlider slider =
                new ParameterSlider(messages, messages.text(key), range).withHelp(messages.text(key + ".help"));
        slider.setId(key.replace('.', '-'));
        parts.wire(value, slider);
        return slider;
    }
}
