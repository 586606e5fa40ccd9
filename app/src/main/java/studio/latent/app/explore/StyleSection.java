package studio.latent.app.explore;

import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// What a generator's image shall show, how typical it is, the noise of its layers, and whose styles they take.
final class StyleSection extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final StyleViewModel style;
    private final SectionParts parts;
    private final Messages messages;
    private final TextField seed = new TextField();

    StyleSection(StyleViewModel style, SectionParts parts) {
        this.style = style;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("explore-section");
        visibleProperty().bind(style.offeredProperty());
        managedProperty().bind(visibleProperty());
        ParameterSlider truncation = new ParameterSlider(
                        messages, messages.text("explore.truncation"), new ParameterSlider.Range(0, 1.5, 1, 0.01))
                .withHelp(messages.text("explore.truncation.help"));
        truncation.setId("explore-truncation");
        parts.wire(style.truncationProperty(), truncation);
        VBox layers = new VBox(noise(), new StyleMixBox(style, parts));
        layers.getStyleClass().add("explore-section");
        layers.visibleProperty().bind(style.styledProperty());
        layers.managedProperty().bind(layers.visibleProperty());
        getChildren().addAll(parts.heading("explore.style"), new WishChips(style.wishes(), parts), truncation, layers);
    }

    private VBox noise() {
        CheckBox on = new CheckBox(messages.text("explore.noise"));
        on.setId("explore-noise");
        on.setTooltip(new Tooltip(messages.text("explore.noise.help")));
        on.setAccessibleHelp(messages.text("explore.noise.help"));
        style.noisyProperty().subscribe(on::setSelected);
        on.setOnAction(_ -> {
            style.noisyProperty().set(on.isSelected());
            parts.restNow();
        });
        ParameterSlider strength = new ParameterSlider(
                        messages, messages.text("explore.noise.strength"), new ParameterSlider.Range(0, 2, 1, 0.01))
                .withHelp(messages.text("explore.noise.strength.help"));
        strength.setId("explore-noise-strength");
        parts.wire(style.noiseProperty(), strength);
        VBox rows = new VBox(on, strength, seedRow());
        rows.getStyleClass().add("slider-rows");
        rows.visibleProperty().bind(style.grainedProperty());
        rows.managedProperty().bind(rows.visibleProperty());
        return rows;
    }

    private HBox seedRow() {
        seed.setId("explore-noise-seed");
        seed.getStyleClass().add("figures");
        seed.setPromptText(messages.text("explore.noise.own"));
        seed.setAccessibleText(messages.text("explore.noise.seed"));
        seed.setTooltip(new Tooltip(messages.text("explore.noise.seed.help")));
        style.noiseSeedProperty().subscribe(this::write);
        seed.textProperty().subscribe((_, _) -> seed.pseudoClassStateChanged(ERROR, false));
        seed.setOnAction(_ -> commit());
        seed.focusedProperty().subscribe((_, focused) -> {
            if (!focused) {
                commit();
            }
        });
        Label label = new Label(messages.text("explore.noise.seed"));
        label.setLabelFor(seed);
        HBox.setHgrow(seed, Priority.ALWAYS);
        HBox row = new HBox(
                label,
                seed,
                parts.icon(MaterialDesignD.DICE_MULTIPLE_OUTLINE, "explore.noise.roll", style::rollNoise),
                parts.icon(MaterialDesignC.CLOSE, "explore.noise.reset", style::ownNoise));
        row.getStyleClass().add("field-row");
        return row;
    }

    private void write(@Nullable Long value) {
        seed.setText(value == null ? "" : Long.toString(value));
    }

    /// Takes the number in the box, or nothing for the model's own noise; what is no number is marked and stays to
    /// be corrected.
    private void commit() {
        String text = seed.getText() == null ? "" : seed.getText().strip();
        try {
            Long wanted = text.isEmpty() ? null : Long.valueOf(text);
            if (!Objects.equals(wanted, style.noiseSeedProperty().get())) {
                style.noiseSeedProperty().set(wanted);
                parts.restNow();
            }
        } catch (NumberFormatException _) {
            seed.pseudoClassStateChanged(ERROR, true);
        }
    }
}
