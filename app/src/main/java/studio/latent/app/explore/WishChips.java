package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.Wishes.Choice;
import studio.latent.app.explore.Wishes.Wish;
import studio.latent.app.l10n.Messages;

/// Chips of what an image can be asked to show, and a slider for the share of each that is mixed.
final class WishChips extends VBox {
    /// Longest name on a chip.
    private static final int LONGEST = 32;

    private static final PseudoClass AVOIDED = PseudoClass.getPseudoClass("avoided");

    private final Wishes wishes;
    private final SectionParts parts;
    private final Messages messages;
    private final AttributeText text;

    WishChips(Wishes wishes, SectionParts parts) {
        this.wishes = wishes;
        this.parts = parts;
        messages = parts.messages();
        text = new AttributeText(messages);
        VBox choices = parts.each(wishes.choices(), this::chips);
        choices.getStyleClass().add("wishes");
        getStyleClass().add("wishes");
        getChildren().addAll(choices, weights());
        visibleProperty().bind(choices.visibleProperty());
        managedProperty().bind(choices.visibleProperty());
    }

    private Node chips(Choice choice) {
        FlowPane chips = new FlowPane();
        chips.getStyleClass().add("chips");
        for (Wish wish : choice.wishes()) {
            chips.getChildren().add(chip(wish));
        }
        String name = choice.attribute().isEmpty()
                ? messages.text("explore.wish.class")
                : new ReadableName(choice.attribute()).heading();
        Label label = new Label(name);
        label.getStyleClass().add("hint");
        label.setLabelFor(chips);
        return new VBox(label, chips);
    }

    /// A click wishes for this alone, a click with Ctrl or Shift mixes it in; the minus key and the menu lead away
    /// from it. A colour is seen, and read in the tooltip.
    private ToggleButton chip(Wish wish) {
        ToggleButton chip = new ToggleButton();
        chip.getStyleClass().addAll(Styles.SMALL, Styles.ROUNDED, "chip");
        Swatch.of(wish.value())
                .ifPresentOrElse(
                        swatch -> {
                            chip.setGraphic(swatch);
                            chip.getStyleClass().add("colour");
                        },
                        () -> chip.setText(shortened(text.of(wish.value()))));
        String name = text.of(wish.attribute(), wish.value());
        String help = messages.text(wishes.isAvoidable() ? "explore.wish.help.avoidable" : "explore.wish.help", name);
        chip.setTooltip(new Tooltip(help));
        chip.setAccessibleHelp(help);
        wish.chosenProperty().subscribe(chip::setSelected);
        wish.avoidedProperty().subscribe(avoided -> {
            chip.pseudoClassStateChanged(AVOIDED, avoided);
            chip.setAccessibleText(avoided ? messages.text("explore.wish.avoided", name) : name);
        });
        boolean[] mixing = {false};
        chip.setOnMousePressed(event -> mixing[0] = event.isShortcutDown() || event.isShiftDown());
        chip.setOnKeyPressed(event -> {
            mixing[0] = event.isShortcutDown() || event.isShiftDown();
            // A button by itself takes the key without Ctrl and Shift only.
            if (mixing[0] && event.getCode() == KeyCode.SPACE) {
                chip.fire();
                event.consume();
            } else if (event.getCode() == KeyCode.MINUS || event.getCode() == KeyCode.SUBTRACT) {
                avoid(wish);
                event.consume();
            }
        });
        chip.setOnContextMenuRequested(event -> {
            if (wishes.isAvoidable()) {
                menu(wish).show(chip, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        chip.setOnAction(_ -> {
            if (mixing[0]) {
                wishes.mix(wish);
            } else {
                wishes.choose(wish);
            }
            chip.setSelected(wish.chosenProperty().get());
            parts.restNow();
        });
        return chip;
    }

    /// What a chip can be made by a menu: the same as by clicks and keys.
    private ContextMenu menu(Wish wish) {
        boolean avoided = wish.avoidedProperty().get();
        boolean chosen = wish.chosenProperty().get();
        return new ContextMenu(
                item("explore.wish.only", () -> wishes.choose(wish)),
                item(chosen ? "explore.wish.unmix" : "explore.wish.mix", () -> wishes.mix(wish)),
                item(avoided ? "explore.wish.unavoid" : "explore.wish.avoid", () -> wishes.avoid(wish)));
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(messages.text(key));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> {
            action.run();
            parts.restNow();
        });
        return item;
    }

    private void avoid(Wish wish) {
        if (wishes.isAvoidable()) {
            wishes.avoid(wish);
            parts.restNow();
        }
    }

    /// A chip is never wider than its section; the tooltip has the whole name.
    private static String shortened(String name) {
        return Messages.shortened(name, LONGEST);
    }

    private VBox weights() {
        return parts.sliders(wishes.mixed(), this::weight, Wish::weightProperty);
    }

    private ParameterSlider weight(Wish wish) {
        ParameterSlider slider = new ParameterSlider(
                        messages, text.of(wish.attribute(), wish.value()), new ParameterSlider.Range(-1, 1, 0.5, 0.05))
                .withHelp(messages.text("explore.wish.weight.help"));
        Swatch.of(wish.value()).ifPresent(slider::withGraphic);
        return slider;
    }
}
