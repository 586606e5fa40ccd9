package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.control.RasterImage;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.l10n.Messages;

/// One side of a direction: its images, which a press takes out again, and the ways to put more there.
///
/// Takes images that are dragged from those to choose from, and image files.
final class DirectionSideBox extends VBox {
    /// How a drag names one of the images to choose from.
    static final String DRAG = "latent-studio/candidate:";

    private static final double THUMBNAIL = 36;
    private static final double BUSY = 20;

    /// Where the tooltip wraps.
    private static final double TIP = 360;

    /// Opacity of a picture whose latent is not found yet.
    private static final double FAINT = 0.4;

    private final DirectionSides sides;
    private final Side side;
    private final Messages messages;
    private final FlowPane tiles = new FlowPane();
    private final ScrollPane scroll = new ScrollPane();
    private final Label empty;
    private final String name;
    private final Tooltip help = new Tooltip();

    DirectionSideBox(DirectionSides sides, Side side, SectionParts parts) {
        this.sides = sides;
        this.side = side;
        messages = parts.messages();
        String key = side == Side.PLUS ? "plus" : "minus";
        name = messages.text("explore.studio." + key);
        getStyleClass().addAll("studio-side", key);
        setId("explore-studio-" + key);
        setAccessibleRole(AccessibleRole.PARENT);
        Label title = new Label(name);
        title.getStyleClass().add("hint");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Button put = new Button();
        put.setGraphic(new FontIcon(MaterialDesignT.TRAY_ARROW_DOWN));
        put.setId("explore-studio-put-" + key);
        put.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        String text = messages.text("explore.studio.put", name);
        put.setTooltip(new Tooltip(text));
        put.setAccessibleText(text);
        put.setOnAction(_ -> sides.putCurrent(side));
        HBox head = new HBox(title, put);
        head.getStyleClass().add("section-heading");
        tiles.getStyleClass().add("studio-tiles");
        empty = new Label(messages.text("explore.studio.side.empty"));
        empty.getStyleClass().add("hint");
        empty.setWrapText(true);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        ObservableList<Pin> pins = sides.on(side);
        pins.addListener((ListChangeListener<Pin>) _ -> fill());
        sides.pictures().waiting().addListener((ListChangeListener<SidePictures.Waiting>) _ -> fill());
        fill();
        sides.styledProperty().subscribe(this::help);
        Tooltip.install(this, help);
        help.setWrapText(true);
        help.setMaxWidth(TIP);
        setOnDragOver(this::dragOver);
        setOnDragDropped(this::dropped);
    }

    /// What may be put here; of a model with styles also what becomes of them.
    private void help(boolean styled) {
        String text = messages.text("explore.studio.side.help", name)
                + (styled ? "\n" + messages.text("explore.studio.side.help.styles") : "");
        help.setText(text);
        setAccessibleHelp(text);
    }

    private void fill() {
        List<Pin> pins = List.copyOf(sides.on(side));
        tiles.getChildren().setAll(pins.stream().map(this::tile).toList());
        sides.pictures().waiting().stream()
                .filter(picture -> picture.side() == side)
                .map(this::waiting)
                .forEach(tiles.getChildren()::add);
        // Only what is the whole content wraps at the box's width.
        scroll.setContent(tiles.getChildren().isEmpty() ? empty : tiles);
        setAccessibleText(messages.text("explore.studio.side", name, pins.size()));
    }

    private Button tile(Pin pin) {
        Button tile = thumbnail(pin, THUMBNAIL);
        String text = messages.text("explore.studio.remove", pin.label(), name);
        tile.setTooltip(new Tooltip(text));
        tile.setAccessibleText(text);
        tile.setOnAction(_ -> sides.remove(side, pin));
        tile.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
                sides.remove(side, pin);
                event.consume();
            }
        });
        return tile;
    }

    /// A picture whose latent is not found yet: faint, with a sign of what is being done.
    private StackPane waiting(SidePictures.Waiting picture) {
        ImageView view = new ImageView();
        view.setFitWidth(THUMBNAIL);
        view.setFitHeight(THUMBNAIL);
        view.setPreserveRatio(true);
        view.setOpacity(FAINT);
        picture.pictureProperty()
                .subscribe(raster -> view.setImage(raster == null ? null : RasterImage.thumbnail(raster, THUMBNAIL)));
        FontIcon icon = new FontIcon(MaterialDesignI.IMAGE_OUTLINE);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(BUSY, BUSY);
        busy.setMinSize(BUSY, BUSY);
        StackPane tile = new StackPane(view, icon, busy);
        tile.getStyleClass().add("studio-waiting");
        tile.setMinSize(THUMBNAIL + 6, THUMBNAIL + 6);
        tile.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        Tooltip tip = new Tooltip();
        Tooltip.install(tile, tip);
        picture.begunProperty().subscribe(begun -> {
            busy.setVisible(begun);
            icon.setVisible(!begun);
            String text =
                    messages.text(begun ? "explore.studio.waiting.begun" : "explore.studio.waiting", picture.name());
            tip.setText(text);
            tile.setAccessibleText(text);
        });
        return tile;
    }

    /// A button that shows a pin's image as soon as it is there.
    static Button thumbnail(Pin pin, double length) {
        ImageView view = new ImageView();
        view.setFitWidth(length);
        view.setFitHeight(length);
        view.setPreserveRatio(true);
        pin.imageProperty().subscribe(raster -> {
            Image image = raster == null ? null : RasterImage.thumbnail(raster, length);
            view.setImage(image);
        });
        Button button = new Button();
        button.setGraphic(view);
        button.setMinSize(length + 6, length + 6);
        button.getStyleClass().addAll(Styles.FLAT, "studio-tile");
        return button;
    }

    private void dragOver(DragEvent event) {
        Dragboard board = event.getDragboard();
        boolean candidate = board.hasString() && board.getString().startsWith(DRAG);
        if (candidate || board.hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY_OR_MOVE);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        Dragboard board = event.getDragboard();
        if (board.hasString() && board.getString().startsWith(DRAG)) {
            int index = Integer.parseInt(board.getString().substring(DRAG.length()));
            if (index >= 0 && index < sides.candidates().size()) {
                sides.put(side, sides.candidates().get(index));
            }
        } else if (board.hasFiles()) {
            sides.putFiles(side, board.getFiles().stream().map(File::toPath).toList());
        }
        event.setDropCompleted(true);
        event.consume();
    }
}
