package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// Seed, dice, prior, temperature.
final class SeedSection extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final SeedViewModel seeds;
    private final SectionParts parts;
    private final TextField box = new TextField();

    SeedSection(SeedViewModel seeds, SectionParts parts) {
        this.seeds = seeds;
        this.parts = parts;
        getStyleClass().add("explore-section");
        getChildren().addAll(parts.heading("explore.seed"), seedRow(), priorRow(), temperature());
    }

    private HBox seedRow() {
        Messages messages = parts.messages();
        Label label = new Label(messages.text("explore.seed.label"));
        label.setLabelFor(box);
        box.setId("explore-seed");
        box.getStyleClass().add("figures");
        box.setAccessibleText(messages.text("explore.seed.label"));
        box.setTooltip(new Tooltip(messages.text("explore.seed.help")));
        seeds.seedProperty().subscribe(seed -> box.setText(Long.toString(seed.longValue())));
        box.textProperty().subscribe((_, _) -> box.pseudoClassStateChanged(ERROR, false));
        box.setOnAction(_ -> commit());
        box.focusedProperty().subscribe((_, focused) -> {
            if (!focused) {
                commit();
            }
        });
        box.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
                commit();
                seeds.seedProperty().set(seeds.seedProperty().get() + (event.getCode() == KeyCode.UP ? 1 : -1));
                parts.restSoon();
                event.consume();
            }
        });
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox row = new HBox(
                label, box, parts.icon(MaterialDesignD.DICE_MULTIPLE_OUTLINE, "explore.dice", seeds::rollDice));
        row.getStyleClass().add("field-row");
        return row;
    }

    /// Takes the number in the box; one that is no seed is marked and stays to be corrected.
    private void commit() {
        try {
            long wanted = Long.parseLong(box.getText().strip());
            if (wanted != seeds.seedProperty().get()) {
                seeds.seedProperty().set(wanted);
                parts.restNow();
            }
        } catch (NumberFormatException _) {
            box.pseudoClassStateChanged(ERROR, true);
        }
    }

    private HBox priorRow() {
        Messages messages = parts.messages();
        ToggleButton normal = choice("explore.prior.normal", Styles.LEFT_PILL);
        ToggleButton mixture = choice("explore.prior.mixture", Styles.RIGHT_PILL);
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(normal, mixture);
        seeds.mixtureProperty().subscribe(on -> group.selectToggle(on ? mixture : normal));
        group.selectedToggleProperty().subscribe((old, selected) -> {
            if (selected == null) {
                group.selectToggle(old);
            } else {
                seeds.mixtureProperty().set(selected.equals(mixture));
                parts.restSoon();
            }
        });
        mixture.disableProperty().bind(seeds.mixtureOfferedProperty().not());
        Label label = new Label(messages.text("explore.prior"));
        HBox pills = new HBox(normal, mixture);
        label.setLabelFor(pills);
        HBox row = new HBox(label, pills);
        row.getStyleClass().add("field-row");
        return row;
    }

    private ToggleButton choice(String key, String pill) {
        ToggleButton button = new ToggleButton(parts.messages().text(key));
        button.getStyleClass().addAll(pill, Styles.SMALL);
        button.setId(key.replace('.', '-'));
        String help = parts.messages().text(key + ".help");
        button.setTooltip(new Tooltip(help));
        button.setAccessibleHelp(help);
        return button;
    }

    private ParameterSlider temperature() {
        Messages messages = parts.messages();
        ParameterSlider slider = new ParameterSlider(
                        messages, messages.text("explore.temperature"), new ParameterSlider.Range(0, 2, 1, 0.01))
                .withHelp(messages.text("explore.temperature.help"));
        slider.setId("explore-temperature");
        slider.visibleProperty().bind(seeds.temperedProperty());
        slider.managedProperty().bind(slider.visibleProperty());
        parts.wire(seeds.temperatureProperty(), slider);
        return slider;
    }
}
