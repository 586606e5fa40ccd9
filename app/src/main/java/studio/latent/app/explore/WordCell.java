package studio.latent.app.explore;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/// A value in the user's words, with a small picture where there is one.
final class WordCell<T> extends ListCell<T> {
    private final Function<T, String> words;

    private final Function<T, Optional<? extends Node>> picture;

    private WordCell(Function<T, String> words, Function<T, Optional<? extends Node>> picture) {
        this.words = words;
        this.picture = picture;
    }

    /// Has a box say its values in these words, chosen or listed.
    static <T> void in(ComboBox<T> box, Function<T, String> words) {
        in(box, words, _ -> Optional.empty());
    }

    /// The same with pictures, each made anew for its place.
    static <T> void in(ComboBox<T> box, Function<T, String> words, Function<T, Optional<? extends Node>> picture) {
        box.setCellFactory(_ -> new WordCell<>(words, picture));
        box.setButtonCell(new WordCell<>(words, picture));
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        setText(empty || item == null ? "" : words.apply(item));
        setGraphic(empty || item == null ? null : picture.apply(item).orElse(null));
    }
}
