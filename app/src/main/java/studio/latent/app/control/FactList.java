package studio.latent.app.control;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Labels and their values in two columns; long values wrap.
public final class FactList extends GridPane {
    /// One line.
    ///
    /// @param help explanation of the label; may be empty
    public record Fact(String label, String value, String help) {}

    public FactList() {
        getStyleClass().add("fact-list");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        values.setMinWidth(0);
        getColumnConstraints().setAll(labels, values);
    }

    /// Shows `facts` in their order, in place of those before.
    public void show(List<Fact> facts) {
        getChildren().clear();
        for (int row = 0; row < facts.size(); row++) {
            Fact fact = facts.get(row);
            Label label = new Label(fact.label());
            label.getStyleClass().add("fact-label");
            GridPane.setValignment(label, VPos.TOP);
            Label value = new Label(fact.value());
            value.getStyleClass().add("fact-value");
            value.setWrapText(true);
            value.setMinHeight(USE_PREF_SIZE);
            label.setLabelFor(value);
            if (!fact.help().isEmpty()) {
                Tooltip help = new Tooltip(fact.help());
                label.setTooltip(help);
                value.setTooltip(help);
                value.setAccessibleHelp(fact.help());
            }
            addRow(row, label, value);
        }
    }
}
