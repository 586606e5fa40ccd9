package studio.latent.app.control;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The words for the values of a box that is chosen from and not typed into.
public final class ShownAs<T> extends StringConverter<T> {
    private final Function<T, String> words;

    /// @param words for a value; nothing is said of none
    public ShownAs(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("the box is not editable");
    }
}
