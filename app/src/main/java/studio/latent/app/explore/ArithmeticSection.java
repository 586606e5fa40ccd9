package studio.latent.app.explore;

import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.ArithmeticViewModel.Slot;

/// A − B + C: three slots and how strongly the difference counts.
final class ArithmeticSection extends VBox {
    /// @param pinned images that can be put into a slot
    ArithmeticSection(ArithmeticViewModel arithmetic, ObservableList<Pin> pinned, SectionParts parts) {
        getStyleClass().add("arithmetic-section");
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText(parts.messages().text("explore.arithmetic"));
        HBox row = new HBox(
                new SlotBox(arithmetic, Slot.BASE, pinned, parts, "base"),
                sign("−"),
                new SlotBox(arithmetic, Slot.MINUS, pinned, parts, "minus"),
                sign("+"),
                new SlotBox(arithmetic, Slot.PLUS, pinned, parts, "plus"));
        row.getStyleClass().add("slots");
        ParameterSlider strength = new ParameterSlider(
                        parts.messages(),
                        parts.messages().text("explore.arithmetic.strength"),
                        new ParameterSlider.Range(0, ArithmeticViewModel.MOST, 1, 0.01))
                .withHelp(parts.messages().text("explore.arithmetic.strength.help"));
        strength.setId("explore-arithmetic-strength");
        parts.wire(arithmetic.strengthProperty(), strength);
        strength.disableProperty().bind(arithmetic.usableProperty().not());
        getChildren().addAll(row, strength);
    }

    private static Label sign(String text) {
        Label sign = new Label(text);
        sign.getStyleClass().add("sign");
        return sign;
    }
}
