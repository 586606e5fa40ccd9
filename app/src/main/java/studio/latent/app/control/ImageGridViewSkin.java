package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SkinBase;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.Raster;

/// A list whose rows each hold as many tiles as fit the width: the list makes only the rows in sight.
final class ImageGridViewSkin extends SkinBase<ImageGridView> {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double GAP = 8;
    private static final double SCROLL_BAR = 18;
    /// Padding and border on both sides of a tile's picture.
    private static final double FRAME = 8;
    private static final double ROW_PADDING = 4;

    private final ListView<Integer> rows = new ListView<>();
    private final Label placeholder = new Label();
    private int columns = 1;

    ImageGridViewSkin(ImageGridView grid) {
        super(grid);
        rows.setCellFactory(_ -> new Row());
        rows.setFocusTraversable(false);
        rows.setSelectionModel(null);
        placeholder.getStyleClass().add("placeholder");
        placeholder.setWrapText(true);
        placeholder.textProperty().bind(grid.placeholderProperty());
        getChildren().addAll(rows, placeholder);
        registerListChangeListener(grid.tiles(), _ -> fill());
        registerChangeListener(grid.widthProperty(), _ -> fill());
        registerChangeListener(grid.tileSizeProperty(), _ -> fill());
        registerChangeListener(grid.selectedProperty(), _ -> showSelection());
        grid.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        grid.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> grid.requestFocus());
        fill();
    }

    private void fill() {
        ImageGridView grid = getSkinnable();
        double room = grid.getWidth() - grid.snappedLeftInset() - grid.snappedRightInset() - SCROLL_BAR;
        columns = Math.max(
                1, (int) ((room + GAP - ROW_PADDING) / (grid.tileSizeProperty().get() + FRAME + GAP)));
        int count = (grid.tiles().size() + columns - 1) / columns;
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            numbers.add(row);
        }
        if (!rows.getItems().equals(numbers)) {
            rows.getItems().setAll(numbers);
        }
        rows.refresh();
        placeholder.setVisible(grid.tiles().isEmpty());
    }

    private void showSelection() {
        int selected = getSkinnable().selectedProperty().get();
        if (selected >= 0) {
            int row = selected / columns;
            if (!inSight(row)) {
                rows.scrollTo(row);
            }
        }
        rows.refresh();
    }

    private boolean inSight(int row) {
        return rows.lookupAll(".list-cell").stream()
                .filter(node -> node instanceof Row cell && !cell.isEmpty() && cell.getIndex() == row)
                .anyMatch(node -> node.getBoundsInParent().getMinY() >= 0
                        && node.getBoundsInParent().getMaxY() <= rows.getHeight());
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return;
        }
        ImageGridView grid = getSkinnable();
        int at = grid.selectedProperty().get();
        int last = grid.tiles().size() - 1;
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> choose(Math.max(0, at - 1), last);
            case RIGHT -> choose(at + 1, last);
            case UP -> choose(at - columns >= 0 ? at - columns : Math.max(at, 0), last);
            case DOWN -> choose(at < 0 ? 0 : at + columns <= last ? at + columns : at, last);
            case HOME -> choose(0, last);
            case END -> choose(last, last);
            case ENTER -> grid.activate();
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void choose(int wanted, int last) {
        getSkinnable().selectedProperty().set(Math.min(wanted, last));
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        rows.resizeRelocate(x, y, width, height);
        layoutInArea(placeholder, x, y, width, height, 0, HPos.CENTER, VPos.CENTER);
    }

    /// One row of tiles; its tiles are made once and filled anew as the list scrolls.
    private final class Row extends ListCell<Integer> {
        private final HBox box = new HBox(GAP);

        @Override
        protected void updateItem(@Nullable Integer row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            ImageGridView grid = ImageGridViewSkin.this.getSkinnable();
            int from = row * columns;
            int shown = Math.min(columns, grid.tiles().size() - from);
            while (box.getChildren().size() < shown) {
                box.getChildren().add(new Tile());
            }
            if (box.getChildren().size() > Math.max(shown, 0)) {
                box.getChildren().remove(Math.max(shown, 0), box.getChildren().size());
            }
            for (int i = 0; i < shown; i++) {
                ((Tile) box.getChildren().get(i)).fill(from + i);
            }
            setGraphic(box);
        }
    }

    private final class Tile extends VBox {
        private final ImageView picture = new ImageView();
        private final StackPane ground = new StackPane(picture);
        private final Label label = new Label();
        private int index;
        private @Nullable FilmFrame shown;
        private double shownSize;

        Tile() {
            getStyleClass().add("tile");
            ground.getStyleClass().add("ground");
            picture.setPreserveRatio(true);
            setAlignment(Pos.TOP_CENTER);
            label.managedProperty().bind(label.textProperty().isNotEmpty());
            getChildren().addAll(ground, label);
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY) {
                    getSkinnable().selectedProperty().set(index);
                    if (event.getClickCount() == 2) {
                        getSkinnable().activate();
                    }
                }
            });
        }

        void fill(int at) {
            index = at;
            FilmFrame frame = getSkinnable().tiles().get(at);
            double size = getSkinnable().tileSizeProperty().get();
            pseudoClassStateChanged(
                    SELECTED, at == getSkinnable().selectedProperty().get());
            if (frame.equals(shown) && size == shownSize) {
                return;
            }
            shown = frame;
            shownSize = size;
            ground.setMinSize(size, size);
            picture.setFitWidth(size);
            picture.setFitHeight(size);
            label.setMaxWidth(size);
            label.setText(frame.label());
            setAccessibleText(frame.label());
            Raster image = frame.image();
            picture.setImage(image == null ? null : RasterImage.thumbnail(image, size));
        }
    }
}
