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
    private final StyleViewModel style;
    private final Messages messages;
    private final ToggleGroup group = new ToggleGroup();

    SearchSpaceRow(StyleViewModel style, SectionParts parts) {
        this.style = style;
        messages = parts.messages();
        getStyleClass().add("slider-rows");
        HBox pills = new HBox(
                choice(InversionSpace.Z, "explore.search.z", Styles.LEFT_PILL),
                choice(InversionSpace.W, "explore.search.w", Styles.CENTER_PILL),
                choice(InversionSpace.W_PLUS, "explore.search.wplus", Styles.RIGHT_PILL));
        Label label = new Label(messages.text("explore.search"));
        label.setWrapText(true);
        label.setLabelFor(pills);
        label.setTooltip(new Tooltip(messages.text("explore.search.help")));
        getChildren().addAll(label, pills);
    }

    private ToggleButton choice(InversionSpace space, String key, String pill) {
        ToggleButton button = new ToggleButton(messages.text(key));
        button.setId(key.replace('.', '-'));
        button.setToggleGroup(group);
        button.getStyleClass().addAll(Styles.SMALL, pill);
        String help = messages.text(key + ".help");
        Tooltip tip = new Tooltip(help);
        tip.setWrapText(true);
        tip.setMaxWidth(TIP);
        button.setTooltip(tip);
        button.setAccessibleHelp(help);
        style.searchSpaceProperty().subscribe(now -> button.setSelected(now == space));
        button.setOnAction(_ -> {
            style.searchSpaceProperty().set(space);
            button.setSelected(true);
        });
        return button;
    }

    /// **Units** pixels.
    private static final double TIP = 360;
}
