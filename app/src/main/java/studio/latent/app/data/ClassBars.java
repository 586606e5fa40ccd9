package studio.latent.app.data;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import studio.latent.app.l10n.Messages;

/// A small bar chart: one bar a class, as long as its share of the largest.
final class ClassBars extends GridPane {
    private static final double HEIGHT = 10;

    private final Messages messages;

    ClassBars(Messages messages) {
        this.messages = messages;
        getStyleClass().add("class-bars");
        ColumnConstraints names = new ColumnConstraints();
        names.setMaxWidth(130);
        ColumnConstraints bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        ColumnConstraints counts = new ColumnConstraints();
        counts.setHalignment(HPos.RIGHT);
        counts.setMinWidth(USE_PREF_SIZE);
        getColumnConstraints().setAll(names, bars, counts);
    }

    void show(List<DatasetDetails.ClassCount> classes) {
        getChildren().clear();
        for (int row = 0; row < classes.size(); row++) {
            DatasetDetails.ClassCount each = classes.get(row);
            Label name = new Label(each.name());
            Label count = new Label(messages.number(each.count(), 0));
            count.getStyleClass().add("figures");
            addRow(row, name, new Bar(each.share()), count);
            name.setLabelFor(count);
            count.setAccessibleText(messages.text("data.class", each.name(), each.count()));
        }
    }

    private static final class Bar extends StackPane {
        private final Region fill = new Region();
        private final double share;

        Bar(double share) {
            this.share = share;
            getStyleClass().add("bar");
            fill.getStyleClass().add("fill");
            fill.setManaged(false);
            getChildren().add(fill);
            setMinSize(40, HEIGHT);
            setMaxHeight(HEIGHT);
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            fill.resizeRelocate(0, 0, Math.max(1, getWidth() * share), getHeight());
        }
    }
}
