package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import studio.latent.app.control.MaskPad;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// The image that sampling begins with: to paint on, and how much of it stays.
final class EditSection extends VBox {
    /// **Units** pixels.
    private static final double SIDE = 216;

    private final ExploreViewModel explore;
    private final EditViewModel edit;
    private final SectionParts parts;
    private final Messages messages;

    EditSection(ExploreViewModel explore, SectionParts parts) {
        this.explore = explore;
        this.parts = parts;
        edit = explore.edit();
        messages = parts.messages();
        getStyleClass().add("explore-section");
        visibleProperty().bind(edit.offeredProperty());
        managedProperty().bind(visibleProperty());
        Button current = parts.icon(MaterialDesignI.IMAGE_EDIT_OUTLINE, "explore.edit.current", this::takeCurrent);
        current.disableProperty().bind(explore.imageProperty().isNull().or(explore.previewProperty()));
        Button remove = parts.icon(MaterialDesignC.CLOSE, "explore.edit.remove", edit::clear);
        remove.disableProperty().bind(edit.imageProperty().isNull());
        Label hint = new Label(messages.text("explore.edit.empty"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        hint.visibleProperty().bind(edit.imageProperty().isNull());
        hint.managedProperty().bind(hint.visibleProperty());
        VBox tools = new VBox(new StackPane(pad()), maskRow(), strength(), invert());
        tools.getStyleClass().add("slider-rows");
        tools.visibleProperty().bind(hint.visibleProperty().not());
        tools.managedProperty().bind(tools.visibleProperty());
        getChildren()
                .addAll(
                        parts.heading("explore.edit", current, remove),
                        hint,
                        tools,
                        new InversionRows(explore.inversion(), parts));
    }

    private void takeCurrent() {
        Raster shown = explore.imageProperty().get();
        if (shown != null) {
            edit.takeCurrent(shown);
        }
    }

    private MaskPad pad() {
        MaskPad pad = new MaskPad(messages);
        pad.setId("explore-mask");
        pad.setPrefSize(SIDE, SIDE);
        pad.setMaxSize(SIDE, SIDE);
        pad.imageProperty().bind(edit.imageProperty());
        pad.maskProperty().bindBidirectional(edit.maskProperty());
        pad.setOnStroke(parts::restNow);
        return pad;
    }

    private HBox maskRow() {
        Label hint = new Label(messages.text("explore.edit.mask.hint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        HBox.setHgrow(hint, Priority.ALWAYS);
        hint.setMaxWidth(Double.MAX_VALUE);
        Button clear = new Button(messages.text("explore.edit.mask.clear"));
        clear.setId("explore-mask-clear");
        clear.getStyleClass().add(Styles.SMALL);
        clear.setMinWidth(USE_PREF_SIZE);
        clear.disableProperty().bind(edit.maskProperty().isNull());
        clear.setOnAction(_ -> {
            edit.maskProperty().set(null);
            parts.restNow();
        });
        HBox row = new HBox(hint, clear);
        row.getStyleClass().add("field-row");
        return row;
    }

    private HBox invert() {
        Button button = new Button(messages.text("explore.edit.invert"));
        button.setId("explore-edit-invert");
        button.getStyleClass().add(Styles.SMALL);
        button.setTooltip(new Tooltip(messages.text("explore.edit.invert.help")));
        button.disableProperty().bind(explore.inversion().runningProperty());
        button.setOnAction(_ -> explore.invertPicture());
        button.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(button, way());
        row.getStyleClass().add("field-row");
        return row;
    }

    /// Whose way is gone back.
    private ComboBox<String> way() {
        ComboBox<String> box = new ComboBox<>();
        box.setId("explore-edit-invert-sampler");
        box.getStyleClass().add(Styles.DENSE);
        box.getItems().setAll(explore.inversion().samplers());
        WordCell.in(box, name -> messages.find("sampler." + name).orElse(name));
        box.valueProperty().bindBidirectional(explore.inversion().samplerProperty());
        box.setAccessibleText(messages.text("explore.edit.invert.sampler"));
        box.setTooltip(new Tooltip(messages.text("explore.edit.invert.sampler.help")));
        box.disableProperty().bind(explore.inversion().runningProperty());
        return box;
    }

    private ParameterSlider strength() {
        ParameterSlider slider = new ParameterSlider(
                        messages,
                        messages.text("explore.edit.strength"),
                        new ParameterSlider.Range(EditViewModel.LEAST_STRENGTH, 1, edit.usualStrength(), 0.05))
                .withHelp(messages.text("explore.edit.strength.help"));
        slider.setId("explore-edit-strength");
        parts.wire(edit.strengthProperty(), slider);
        return slider;
    }
}
