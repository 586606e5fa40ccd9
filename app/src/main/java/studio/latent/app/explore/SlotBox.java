package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.RasterImage;
import studio.latent.app.explore.ArithmeticViewModel.Slot;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// One slot of the arithmetic bench: its newest image, and the ways to fill and to empty it.
///
/// Takes dropped image files; Enter puts the image under the hand there, Delete takes the newest out.
final class SlotBox extends VBox {
    /// **Units** pixels.
    private static final double SIDE = 68;

    private static final double ITEM_SIDE = 32;

    private final ArithmeticViewModel arithmetic;
    private final Slot slot;
    private final ObservableList<Pin> pinned;
    private final Messages messages;
    private final ImageCanvas tile;
    private final Label count = new Label();
    private final Tooltip tip = new Tooltip();
    private final String name;

    /// @param key of the slot's name and help; ends the ids of its nodes
    SlotBox(ArithmeticViewModel arithmetic, Slot slot, ObservableList<Pin> pinned, SectionParts parts, String key) {
        this.arithmetic = arithmetic;
        this.slot = slot;
        this.pinned = pinned;
        messages = parts.messages();
        name = messages.text("explore.arithmetic." + key);
        tile = new ImageCanvas(messages);
        getStyleClass().add("slot");
        Label title = new Label(name);
        title.getStyleClass().add("hint");
        title.setLabelFor(tile);
        getChildren().addAll(title, tile(key), buttons(key));
        arithmetic.pins(slot).addListener((ListChangeListener<Pin>) this::changed);
        fill();
    }

    private StackPane tile(String key) {
        tile.setId("explore-arithmetic-" + key);
        tile.getStyleClass().add("slot-tile");
        tile.setMinSize(SIDE, SIDE);
        tile.setMaxSize(SIDE, SIDE);
        tile.placeholderProperty().set(messages.text("explore.arithmetic.empty"));
        tile.setAccessibleHelp(messages.text("explore.arithmetic.keys"));
        tile.setOnFilesDropped(files -> files.forEach(file -> arithmetic.putFile(slot, file)));
        tile.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        tip.setWrapText(true);
        tip.setMaxWidth(320);
        Tooltip.install(tile, tip);
        count.getStyleClass().addAll("badge", "figures");
        count.setMouseTransparent(true);
        StackPane.setAlignment(count, Pos.BOTTOM_RIGHT);
        return new StackPane(tile, count);
    }

    private HBox buttons(String key) {
        Button put = dress(new Button(), MaterialDesignT.TRAY_ARROW_DOWN, "put", key);
        put.setOnAction(_ -> arithmetic.putCurrent(slot));
        MenuButton choose = dress(new MenuButton(), MaterialDesignP.PIN_OUTLINE, "pinned", key);
        choose.getStyleClass().add("no-arrow");
        choose.setOnShowing(_ -> choose.getItems().setAll(items()));
        Runnable offer = () -> choose.setDisable(pinned.isEmpty());
        pinned.addListener((ListChangeListener<Pin>) _ -> offer.run());
        offer.run();
        Button clear = dress(new Button(), MaterialDesignC.CLOSE, "clear", key);
        clear.setOnAction(_ -> arithmetic.clear(slot));
        Runnable fillable = () -> clear.setDisable(arithmetic.pins(slot).isEmpty());
        arithmetic.pins(slot).addListener((ListChangeListener<Pin>) _ -> fillable.run());
        fillable.run();
        HBox row = new HBox(put, choose, clear);
        row.setAlignment(Pos.CENTER);
        return row;
    }

    private <B extends ButtonBase> B dress(B button, Ikon icon, String what, String key) {
        String text = messages.text("explore.arithmetic." + what, name);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        button.setId("explore-arithmetic-" + what + "-" + key);
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        return button;
    }

    private List<MenuItem> items() {
        return pinned.stream().map(this::item).toList();
    }

    private MenuItem item(Pin pin) {
        MenuItem item = new MenuItem(pin.label());
        Raster image = pin.imageProperty().get();
        if (image != null) {
            ImageView view = new ImageView(RasterImage.thumbnail(image, ITEM_SIDE));
            view.setFitHeight(ITEM_SIDE);
            view.setPreserveRatio(true);
            item.setGraphic(view);
        }
        item.setOnAction(_ -> arithmetic.put(slot, pin));
        return item;
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean handled = true;
        switch (event.getCode()) {
            case ENTER -> arithmetic.putCurrent(slot);
            case DELETE, BACK_SPACE -> arithmetic.removeLast(slot);
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void changed(ListChangeListener.Change<? extends Pin> change) {
        while (change.next()) {
            change.getAddedSubList().forEach(pin -> pin.imageProperty().subscribe((_, _) -> fill()));
        }
        fill();
    }

    private void fill() {
        List<Pin> pins = arithmetic.pins(slot);
        tile.show(pins.isEmpty() ? null : pins.getLast().imageProperty().get());
        count.setText("× " + pins.size());
        count.setVisible(pins.size() > 1);
        String held = pins.isEmpty()
                ? messages.text("explore.arithmetic.nothing")
                : pins.stream().map(Pin::label).collect(Collectors.joining(", "));
        tile.setAccessibleText(messages.text("explore.arithmetic.slot", name, held));
        tip.setText(
                messages.text("explore.arithmetic.slot", name, held) + "\n" + messages.text("explore.arithmetic.keys"));
    }
}
