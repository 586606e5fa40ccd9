package studio.latent.app.control;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SkinBase;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import studio.latent.engine.image.Raster;

/// Cells in a row that scrolls, with the play head as a line over them.
final class FilmStripSkin extends SkinBase<FilmStrip> {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double PICTURE = 64;

    private final HBox row = new HBox();
    private final Region playHead = new Region();
    private final Label placeholder = new Label();
    private final ScrollPane scroll = new ScrollPane();

    FilmStripSkin(FilmStrip strip) {
        super(strip);
        row.getStyleClass().add("row");
        playHead.getStyleClass().add("play-head");
        playHead.setMouseTransparent(true);
        playHead.setManaged(false);
        StackPane content = new StackPane(row, playHead);
        content.setAlignment(Pos.CENTER_LEFT);
        scroll.setContent(content);
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        placeholder.getStyleClass().add("placeholder");
        placeholder.setWrapText(true);
        placeholder.textProperty().bind(strip.placeholderProperty());
        getChildren().addAll(scroll, placeholder);
        registerListChangeListener(strip.frames(), this::framesChanged);
        registerChangeListener(strip.selectedProperty(), _ -> showSelection());
        registerChangeListener(strip.positionProperty(), _ -> placePlayHead());
        registerChangeListener(strip.editableProperty(), _ -> rebuild());
        row.layoutBoundsProperty().subscribe(_ -> placePlayHead());
        strip.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        strip.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> strip.requestFocus());
        rebuild();
    }

    private void framesChanged(ListChangeListener.Change<?> change) {
        while (change.next()) {
            int from = change.getFrom();
            if (change.wasPermutated()) {
                rebuild();
                return;
            }
            row.getChildren().remove(from, from + change.getRemovedSize());
            for (int i = from; i < change.getTo() && change.wasAdded(); i++) {
                row.getChildren().add(i, cell(getSkinnable().frames().get(i)));
            }
        }
        showSelection();
    }

    private void rebuild() {
        row.getChildren()
                .setAll(getSkinnable().frames().stream().map(this::cell).toList());
        showSelection();
    }

    private Node cell(FilmFrame frame) {
        ImageView picture = new ImageView();
        picture.setFitWidth(PICTURE);
        picture.setFitHeight(PICTURE);
        picture.setPreserveRatio(true);
        Raster image = frame.image();
        if (image != null) {
            picture.setImage(RasterImage.thumbnail(image, PICTURE));
        }
        StackPane ground = new StackPane(picture);
        ground.getStyleClass().add("ground");
        ground.setMinSize(PICTURE, PICTURE);
        Label label = new Label(frame.label());
        label.setMaxWidth(PICTURE);
        VBox cell = new VBox(ground, label);
        cell.setAlignment(Pos.TOP_CENTER);
        cell.getStyleClass().add("frame");
        cell.setAccessibleRole(AccessibleRole.LIST_ITEM);
        cell.setAccessibleText(frame.label());
        if (getSkinnable().editableProperty().get()) {
            ground.getChildren().add(removeButton(cell));
        }
        cell.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                getSkinnable().selectedProperty().set(row.getChildren().indexOf(cell));
                if (event.getClickCount() == 2) {
                    getSkinnable().activate();
                }
            }
        });
        return cell;
    }

    private Button removeButton(Node cell) {
        Button remove = new Button();
        remove.setGraphic(new FontIcon(MaterialDesignC.CLOSE));
        remove.getStyleClass().add("remove");
        remove.setFocusTraversable(false);
        remove.setAccessibleText(getSkinnable().messages().text("control.film.remove"));
        remove.setOnAction(_ -> getSkinnable().remove(row.getChildren().indexOf(cell)));
        StackPane.setAlignment(remove, Pos.TOP_RIGHT);
        return remove;
    }

    private void showSelection() {
        int selected = getSkinnable().selectedProperty().get();
        for (int i = 0; i < row.getChildren().size(); i++) {
            row.getChildren().get(i).pseudoClassStateChanged(SELECTED, i == selected);
        }
        placeholder.setVisible(row.getChildren().isEmpty());
        if (selected >= 0 && selected < row.getChildren().size()) {
            reveal(row.getChildren().get(selected));
        }
        placePlayHead();
    }

    private void reveal(Node cell) {
        double content = row.getWidth();
        double view = scroll.getViewportBounds().getWidth();
        if (content <= view || view <= 0) {
            return;
        }
        double left = scroll.getHvalue() * (content - view);
        double from = cell.getBoundsInParent().getMinX();
        double to = cell.getBoundsInParent().getMaxX();
        double wanted = from < left ? from : to > left + view ? to - view : left;
        scroll.setHvalue(wanted / (content - view));
    }

    private void placePlayHead() {
        double t = getSkinnable().positionProperty().get();
        int count = row.getChildren().size();
        playHead.setVisible(!Double.isNaN(t) && count > 1);
        if (playHead.isVisible()) {
            double first = centre(row.getChildren().getFirst());
            double last = centre(row.getChildren().getLast());
            double x = first + Math.clamp(t, 0, 1) * (last - first);
            playHead.resizeRelocate(x - 1, 0, 2, row.getHeight());
        }
    }

    private static double centre(Node cell) {
        return cell.getBoundsInParent().getCenterX();
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        FilmStrip strip = getSkinnable();
        int at = strip.selectedProperty().get();
        int last = strip.frames().size() - 1;
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> step(event, at, Math.max(0, at - 1));
            case RIGHT -> step(event, at, Math.min(last, at + 1));
            case HOME -> strip.selectedProperty().set(Math.min(0, last));
            case END -> strip.selectedProperty().set(last);
            case DELETE, BACK_SPACE -> strip.remove(at);
            case ENTER -> strip.activate();
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void step(KeyEvent event, int from, int to) {
        if (event.isShiftDown() && from != to) {
            getSkinnable().swap(from, to);
        } else {
            getSkinnable().selectedProperty().set(to);
        }
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + PICTURE + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + PICTURE + 44 + bottom;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return computePrefHeight(width, top, right, bottom, left);
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }
}
