package studio.latent.app.explore;

import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/// A value in the user's words.
final class WordCell<T> extends ListCell<T> {
    private final Function<T, String> words;

    private WordCell(Function<T, String> words) {
        this.words = words;
    }

    /// Has a box say its values in these words, chosen or listed.
    static <T> void in(ComboBox<T> box, Function<T, String> words) {
        box.setCellFactory(_ -> new WordCell<>(words));
        box.setButtonCell(new WordCell<>(words));
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        setText(empty || item == null ? "" : words.apply(item));
    }
}
