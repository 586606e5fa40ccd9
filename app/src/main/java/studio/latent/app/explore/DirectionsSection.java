package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.NamedDirections.Row;
import studio.latent.app.l10n.Messages;

/// The model's named directions as sliders, in standard deviations as far as the latents reach, and the way to the
/// studio that makes new ones.
final class DirectionsSection extends VBox {
    private static final double STEP = 0.05;

    private final NamedDirections directions;
    private final DirectionStudioViewModel studio;
    private final SectionParts parts;
    private final Messages messages;

    DirectionsSection(NamedDirections directions, DirectionStudioViewModel studio, SectionParts parts) {
        this.directions = directions;
        this.studio = studio;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("explore-section");
        Button open = parts.icon(
                MaterialDesignA.ARROW_DECISION_OUTLINE,
                "explore.studio.open",
                () -> studio.shownProperty().set(!studio.shownProperty().get()));
        Label empty = hint(messages.text("explore.named.empty"));
        Label problem = hint("");
        problem.textProperty().bind(directions.problemProperty());
        shownWhile(problem, directions.problemProperty().isNotEmpty());
        VBox rows = new VBox();
        rows.getStyleClass().add("slider-rows");
        List<Subscription> wires = new ArrayList<>();
        Runnable fill = () -> {
            wires.forEach(Subscription::unsubscribe);
            wires.clear();
            rows.getChildren()
                    .setAll(directions.rows().stream()
                            .map(row -> row(row, wires))
                            .toList());
            empty.setVisible(directions.rows().isEmpty());
            empty.setManaged(directions.rows().isEmpty());
        };
        directions.rows().addListener((ListChangeListener<Row>) _ -> fill.run());
        fill.run();
        getChildren().addAll(parts.heading("explore.named", open), empty, problem, takeBack(), rows, deleted());
    }

    private Button takeBack() {
        Button button = new Button(messages.text("explore.named.back"), new FontIcon(MaterialDesignB.BACKUP_RESTORE));
        button.setId("explore-named-back");
        button.getStyleClass().add(Styles.SMALL);
        button.setTooltip(new Tooltip(messages.text("explore.named.back.help")));
        button.setAccessibleHelp(messages.text("explore.named.back.help"));
        button.setOnAction(_ -> directions.takeBack());
        shownWhile(button, directions.shiftedProperty());
        return button;
    }

    /// Says what was deleted and brings it back.
    private HBox deleted() {
        Label text = hint("");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Button undo = new Button(messages.text("explore.named.deleted.undo"));
        undo.setId("explore-named-restore");
        undo.setMinWidth(USE_PREF_SIZE);
        undo.getStyleClass().add(Styles.SMALL);
        undo.setOnAction(_ -> directions.restore());
        HBox row = new HBox(text, undo);
        row.getStyleClass().add("named-row");
        directions.deletedProperty().subscribe(direction -> {
            text.setText(direction == null ? "" : messages.text("explore.named.deleted", direction.name()));
            row.setVisible(direction != null);
            row.setManaged(direction != null);
        });
        return row;
    }

    private static Label hint(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("hint");
        label.setWrapText(true);
        return label;
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }

    private Node row(Row row, List<Subscription> wires) {
        double least = Math.floor(Math.min(-1, row.least()) / STEP) * STEP;
        double most = Math.ceil(Math.max(1, row.most()) / STEP) * STEP;
        ParameterSlider slider = new ParameterSlider(
                        messages, row.name(), new ParameterSlider.Range(least, most, 0, STEP))
                .withUnit("σ")
                .withHelp(help(row));
        slider.setId("explore-named-" + row.name());
        wires.add(parts.wire(row.valueProperty(), slider));
        if (!row.movesLatents()) {
            Label layers = new Label(layers(row));
            layers.getStyleClass().addAll("hint", "figures");
            return new VBox(withButtons(row, slider), layers);
        }
        return withButtons(row, slider);
    }

    private String layers(Row row) {
        LayerChoice maps = row.mapLayer();
        if (maps != null) {
            return messages.text("explore.named.maps", maps.words(messages));
        }
        return row.layers().isEmpty()
                ? messages.text("explore.named.layers.all")
                : messages.text(
                        "explore.named.layers", row.layers().replace("-", "–").replace(",", ", "));
    }

    private Node withButtons(Row row, ParameterSlider slider) {
        HBox.setHgrow(slider, Priority.ALWAYS);
        HBox box = new HBox(slider, button(MaterialDesignM.MAGNIFY, "explore.named.look", row, () -> studio.look(row)));
        if (row.kind() == NamedDirections.Kind.OWN) {
            box.getChildren()
                    .add(button(MaterialDesignC.CLOSE, "explore.named.delete", row, () -> directions.delete(row)));
        }
        box.getStyleClass().add("named-row");
        return box;
    }

    private Button button(Ikon icon, String key, Row row, Runnable action) {
        Button button = new Button();
        button.setId(key.replace('.', '-') + "-" + row.name());
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        String text = messages.text(key, row.name());
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private String help(Row row) {
        if (!row.movesLatents()) {
            String moved = row.mapLayer() != null ? "maps" : "styles";
            return messages.text("explore.named.help." + moved, row.name());
        }
        return Double.isFinite(row.leak())
                ? messages.text("explore.named.help.leak", row.name(), Math.round(100 * row.leak()))
                : messages.text("explore.named.help", row.name());
    }
}
