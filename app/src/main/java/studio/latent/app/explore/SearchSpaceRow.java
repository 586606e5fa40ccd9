package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.generate.InversionSpace;

/// What the search for a picture that is dropped on a model with styles moves.
final class SearchSpaceRow extends VBox {
    SearchSpaceRow(PictureSearchViewModel search, SectionParts parts) {
        Messages messages = parts.messages();
        getStyleClass().add("slider-rows");
        ToggleGroup group = new ToggleGroup();
        HBox pills = new HBox(
                choice(search, parts, InversionSpace.Z, "explore.search.z", Styles.LEFT_PILL),
                choice(search, parts, InversionSpace.W, "explore.search.w", Styles.CENTER_PILL),
                choice(search, parts, InversionSpace.W_PLUS, "explore.search.wplus", Styles.RIGHT_PILL));
        pills.getChildren().forEach(pill -> ((ToggleButton) pill).setToggleGroup(group));
        Label label = new Label(messages.text("explore.search"));
        label.setWrapText(true);
        label.setLabelFor(pills);
        label.setTooltip(new Tooltip(messages.text("explore.search.help")));
        getChildren().addAll(label, pills);
    }

    private static ToggleButton choice(
            PictureSearchViewModel search, SectionParts parts, InversionSpace space, String key, String pill) {
        return parts.pill(key, pill, search.spaceProperty(), space);
    }
}
