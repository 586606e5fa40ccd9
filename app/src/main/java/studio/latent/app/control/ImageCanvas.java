package studio.latent.app.control;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Skin;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// Shows one image as large as the place allows, keeping its aspect; small images in crisp squares.
///
/// Takes dropped image files, copies its image (shortcut + C) and saves it (shortcut + S, where the owner can).
public final class ImageCanvas extends Control {
    /// Endings of files that may be dropped.
    public static final List<String> IMAGE_ENDINGS =
            List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".safetensors");

    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination SAVE = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

    private final ObjectProperty<@Nullable Raster> raster = new SimpleObjectProperty<>(this, "raster");
    private final StringProperty placeholder = new SimpleStringProperty(this, "placeholder", "");
    private final MenuItem copyItem;
    private final MenuItem saveItem;
    private @Nullable Consumer<List<Path>> onFilesDropped;
    private @Nullable Runnable onSave;

    public ImageCanvas(Messages messages) {
        getStyleClass().add("image-canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        copyItem = new MenuItem(messages.text("control.image.copy"));
        copyItem.setAccelerator(COPY);
        copyItem.setOnAction(_ -> copy());
        saveItem = new MenuItem(messages.text("control.image.save"));
        saveItem.setAccelerator(SAVE);
        saveItem.setOnAction(_ -> save());
        saveItem.setVisible(false);
        setContextMenu(new ContextMenu(copyItem, saveItem));
        copyItem.disableProperty().bind(raster.isNull());
        saveItem.disableProperty().bind(raster.isNull());
        setOnDragOver(this::dragOver);
        setOnDragExited(_ -> pseudoClassStateChanged(DROP, false));
        setOnDragDropped(this::dropped);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        setOnMousePressed(_ -> requestFocus());
    }

    /// Shows `newest`, or the placeholder for null.
    public void show(@Nullable Raster newest) {
        raster.set(newest);
    }

    public ObjectProperty<@Nullable Raster> rasterProperty() {
        return raster;
    }

    /// What is written where no image is yet: what to do to get one.
    public StringProperty placeholderProperty() {
        return placeholder;
    }

    /// Who takes image files that are dropped here; without one nothing can be dropped.
    public void setOnFilesDropped(@Nullable Consumer<List<Path>> taker) {
        onFilesDropped = taker;
    }

    /// Who saves the image; without one the menu does not offer it.
    public void setOnSave(@Nullable Runnable saver) {
        onSave = saver;
        saveItem.setVisible(saver != null);
    }

    /// Further items for the menu of this image.
    public void addMenuItems(MenuItem... items) {
        getContextMenu().getItems().addAll(items);
    }

    /// Puts the image on the system's clipboard.
    public void copy() {
        Raster shown = raster.get();
        if (shown != null) {
            ClipboardContent content = new ClipboardContent();
            content.putImage(RasterImage.of(shown));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private void save() {
        Runnable saver = onSave;
        if (saver != null && raster.get() != null) {
            saver.run();
        }
    }

    private void keyPressed(KeyEvent event) {
        if (COPY.match(event)) {
            copy();
            event.consume();
        } else if (SAVE.match(event) && onSave != null) {
            save();
            event.consume();
        }
    }

    private void dragOver(DragEvent event) {
        if (onFilesDropped != null && !imagesIn(event).isEmpty()) {
            event.acceptTransferModes(TransferMode.COPY);
            pseudoClassStateChanged(DROP, true);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        List<Path> files = imagesIn(event);
        Consumer<List<Path>> taker = onFilesDropped;
        boolean taken = taker != null && !files.isEmpty();
        if (taker != null && taken) {
            taker.accept(files);
        }
        event.setDropCompleted(taken);
        event.consume();
    }

    private static List<Path> imagesIn(DragEvent event) {
        return imagesAmong(
                event.getDragboard().getFiles().stream().map(File::toPath).toList());
    }

    /// The files that look like an image by their names.
    static List<Path> imagesAmong(List<Path> files) {
        return files.stream()
                .filter(file -> {
                    String name = file.toString().toLowerCase(Locale.ROOT);
                    return IMAGE_ENDINGS.stream().anyMatch(name::endsWith);
                })
                .toList();
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new ImageCanvasSkin(this);
    }
}
