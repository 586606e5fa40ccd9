package studio.latent.app.control;

import java.util.Collections;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;

/// A row of pictures to choose from: key frames, or the steps that can be gone back to.
///
/// Arrow keys choose, Home and End jump, Enter acts on the chosen picture. Where it is editable, Delete removes it and
/// Shift + arrow keys move it.
public final class FilmStrip extends Control {
    /// Hears of edits of the strip itself; the list has changed already.
    public interface Editor {
        void moved(int from, int to);

        void removed(int index);
    }

    /// Selection while nothing is chosen.
    public static final int NONE = -1;

    private final Messages messages;
    private final ObservableList<FilmFrame> frames = FXCollections.observableArrayList();
    private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", NONE) {
        @Override
        public void set(int wanted) {
            super.set(Math.clamp(wanted, NONE, frames.size() - 1));
        }
    };
    private final DoubleProperty position = new SimpleDoubleProperty(this, "position", Double.NaN);
    private final BooleanProperty editable = new SimpleBooleanProperty(this, "editable", false);
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private @Nullable Editor editor;
    private @Nullable Runnable onActivate;

    public FilmStrip(Messages messages) {
        this.messages = messages;
        getStyleClass().add("film-strip");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleHelp(messages.text("control.film.keys"));
        setFocusTraversable(true);
        frames.addListener((ListChangeListener<FilmFrame>) _ -> {
            if (selected.get() >= frames.size()) {
                selected.set(frames.size() - 1);
            }
        });
    }

    /// The pictures, from left to right.
    public ObservableList<FilmFrame> frames() {
        return frames;
    }

    /// Index of the chosen picture, or [#NONE].
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /// Where a play head is: 0 at the first picture, 1 at the last, NaN for none.
    public DoubleProperty positionProperty() {
        return position;
    }

    /// Whether pictures can be moved and removed by hand.
    public BooleanProperty editableProperty() {
        return editable;
    }

    /// What is written where there are no pictures.
    public StringProperty placeholderProperty() {
        return placeholder;
    }

    /// Who hears of moves and removals.
    public void setEditor(@Nullable Editor listener) {
        editor = listener;
    }

    /// What a double click on a picture and Enter do, after it was chosen.
    public void setOnActivate(@Nullable Runnable action) {
        onActivate = action;
    }

    /// Removes a picture, where the strip is editable.
    public void remove(int index) {
        if (editable.get() && index >= 0 && index < frames.size()) {
            frames.remove(index);
            Editor listener = editor;
            if (listener != null) {
                listener.removed(index);
            }
        }
    }

    /// Moves a picture one place and keeps it chosen, where the strip is editable.
    void swap(int from, int to) {
        if (editable.get() && Math.min(from, to) >= 0 && Math.max(from, to) < frames.size()) {
            Collections.swap(frames, from, to);
            selected.set(to);
            Editor listener = editor;
            if (listener != null) {
                listener.moved(from, to);
            }
        }
    }

    void activate() {
        Runnable action = onActivate;
        if (action != null && selected.get() != NONE) {
            action.run();
        }
    }

    Messages messages() {
        return messages;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new FilmStripSkin(this);
    }
}
