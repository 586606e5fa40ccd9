package studio.latent.app.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
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

/// Many pictures as tiles that wrap to the width and scroll; only the tiles in sight are made.
///
/// Arrow keys choose, Home and End jump, Enter and a double click act on the chosen tile.
public final class ImageGridView extends Control {
    /// Selection while nothing is chosen.
    public static final int NONE = -1;

    private final ObservableList<FilmFrame> tiles;
    private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", NONE) {
        @Override
        public void set(int wanted) {
            super.set(Math.clamp(wanted, NONE, tiles.size() - 1));
        }
    };
    private final DoubleProperty tileSize = new SimpleDoubleProperty(this, "tileSize", 96);
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private @Nullable Runnable onActivate;

    public ImageGridView(Messages messages) {
        this(messages, FXCollections.observableArrayList());
    }

    /// @param tiles asked for the tiles in sight only, so it may make them when they are asked for
    public ImageGridView(Messages messages, ObservableList<FilmFrame> tiles) {
        this.tiles = tiles;
        getStyleClass().add("image-grid");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleHelp(messages.text("control.grid.keys"));
        setFocusTraversable(true);
        tiles.addListener((ListChangeListener<FilmFrame>) _ -> {
            if (selected.get() >= tiles.size()) {
                selected.set(tiles.size() - 1);
            }
        });
    }

    /// The pictures in reading order; replace one to fill in its image.
    public ObservableList<FilmFrame> tiles() {
        return tiles;
    }

    /// Index of the chosen tile, or [#NONE].
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /// Side of a tile's picture in pixels.
    public DoubleProperty tileSizeProperty() {
        return tileSize;
    }

    /// What is written where there are no pictures.
    public StringProperty placeholderProperty() {
        return placeholder;
    }

    /// What a double click and Enter do, after a tile was chosen.
    public void setOnActivate(@Nullable Runnable action) {
        onActivate = action;
    }

    void activate() {
        Runnable action = onActivate;
        if (action != null && selected.get() != NONE) {
            action.run();
        }
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new ImageGridViewSkin(this);
    }
}
