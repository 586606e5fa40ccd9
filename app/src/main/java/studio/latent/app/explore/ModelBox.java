package studio.latent.app.explore;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.ShownAs;
import studio.latent.app.explore.ModelChoices.ModelChoice;
import studio.latent.app.l10n.Messages;

/// Names the model on the bench and offers the others.
final class ModelBox extends ComboBox<ModelChoice> {
    ModelBox(ExploreViewModel explore, Messages messages) {
        super(explore.choices().models());
        setId("explore-model");
        setAccessibleText(messages.text("explore.model"));
        setCellFactory(_ -> new ModelCell(""));
        setButtonCell(new ModelCell(messages.text("explore.model.none")));
        setConverter(new ShownAs<>(ModelChoice::name)); // of a model that is not in the list, which no cell draws
        ObservableValue<@Nullable ModelChoice> onBench = explore.choices().onBench();
        Runnable follow = () -> setValue(onBench.getValue());
        onBench.subscribe(follow);
        explore.choices().openingProperty().subscribe(follow);
        getItems().subscribe(follow);
        follow.run();
        setOnShowing(_ -> explore.choices().refresh());
        valueProperty().subscribe((_, chosen) -> {
            if (chosen != null && !chosen.equals(onBench.getValue())) {
                explore.open(chosen.name());
            }
        });
    }

    /// A model's name and, smaller, what it is.
    private static final class ModelCell extends ListCell<ModelChoice> {
        private final String none;

        ModelCell(String none) {
            this.none = none;
        }

        @Override
        protected void updateItem(@Nullable ModelChoice item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(none);
                setGraphic(null);
                return;
            }
            setText("");
            Label name = new Label(item.name());
            Label summary = new Label(item.summary());
            summary.getStyleClass().add("hint");
            HBox row = new HBox(name, summary);
            row.getStyleClass().add("model-cell");
            setGraphic(row);
            setAccessibleText(item.name() + ", " + item.summary());
        }
    }
}
