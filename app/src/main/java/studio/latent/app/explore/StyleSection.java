package studio.latent.app.explore;

import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// What a generator's image shall show, and how typical it is.
final class StyleSection extends VBox {
    StyleSection(StyleViewModel style, SectionParts parts) {
        Messages messages = parts.messages();
        getStyleClass().add("explore-section");
        visibleProperty().bind(style.offeredProperty());
        managedProperty().bind(visibleProperty());
        ParameterSlider truncation = new ParameterSlider(
                        messages, messages.text("explore.truncation"), new ParameterSlider.Range(0, 1.5, 1, 0.01))
                .withHelp(messages.text("explore.truncation.help"));
        truncation.setId("explore-truncation");
        parts.wire(style.truncationProperty(), truncation);
        getChildren().addAll(parts.heading("explore.style"), new WishChips(style.wishes(), parts), truncation);
    }
}
