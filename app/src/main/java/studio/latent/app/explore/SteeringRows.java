package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.sample.Threshold;

/// What few need of sampling, folded away: how guidance acts, the threshold, the tile.
final class SteeringRows extends TitledPane {
    private final SteeringViewModel steering;
    private final SectionParts parts;
    private final Messages messages;

    SteeringRows(SteeringViewModel steering, SectionParts parts) {
        this.steering = steering;
        this.parts = parts;
        messages = parts.messages();
        setText(messages.text("explore.steering"));
        setId("explore-steering");
        setAnimated(false);
        setExpanded(false);
        VBox rows = new VBox(
                shown(share("explore.steering.rescale", 0, steering.rescaleProperty()), steering.steerableProperty()),
                shown(share("explore.steering.low", 0, steering.lowProperty()), steering.steerableProperty()),
                shown(share("explore.steering.high", 1, steering.highProperty()), steering.steerableProperty()),
                shown(threshold(), steering.thresholdableProperty()),
                shown(tile(), steering.tileableProperty()));
        rows.getStyleClass().add("slider-rows");
        setContent(rows);
    }

    private static <N extends Node> N shown(N node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
        return node;
    }

    private ParameterSlider share(String key, double usual, DoubleProperty value) {
        ParameterSlider slider = new ParameterSlider(
                        messages, messages.text(key), new ParameterSlider.Range(0, 1, usual, 0.05))
                .withHelp(messages.text(key + ".help"));
        slider.setId(key.replace('.', '-'));
        parts.wire(value, slider);
        return slider;
    }

    private HBox threshold() {
        ComboBox<Threshold.Kind> box = new ComboBox<>();
        box.getItems().setAll(steering.thresholds());
        box.setId("explore-steering-threshold");
        box.getStyleClass().add(Styles.DENSE);
        WordCell.in(box, kind -> messages.text("threshold." + kind.name().toLowerCase(Locale.ROOT)));
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        steering.thresholdProperty().subscribe(box::setValue);
        box.valueProperty().subscribe((_, kind) -> {
            if (kind != null && kind != steering.thresholdProperty().get()) {
                steering.thresholdProperty().set(kind);
                parts.restNow();
            }
        });
        Label label = new Label(messages.text("explore.steering.threshold"));
        label.setLabelFor(box);
        box.setAccessibleText(messages.text("explore.steering.threshold"));
        box.setTooltip(new Tooltip(messages.text("explore.steering.threshold.help")));
        HBox row = new HBox(label, box);
        row.getStyleClass().add("field-row");
        return row;
    }

    private CheckBox tile() {
        CheckBox box = new CheckBox(messages.text("explore.steering.tile"));
        box.setId("explore-steering-tile");
        box.setTooltip(new Tooltip(messages.text("explore.steering.tile.help")));
        steering.tiledProperty().subscribe(box::setSelected);
        box.setOnAction(_ -> {
            steering.tiledProperty().set(box.isSelected());
            parts.restNow();
        });
        return box;
    }
}
