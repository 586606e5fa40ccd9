package studio.latent.app.shell;

import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import studio.latent.app.l10n.Messages;

/// All shortcuts on a sheet over the window; a click, Escape or the key that brought it puts it away.
final class ShortcutSheet extends StackPane {
    ShortcutSheet(ShellViewModel shell, Messages messages) {
        getStyleClass().add("shortcut-sheet");
        setAlignment(Pos.CENTER);
        GridPane table = new GridPane();
        table.getStyleClass().add("table");
        int row = 0;
        String group = "";
        for (Shortcut shortcut : Shortcut.ALL) {
            if (!shortcut.group().equals(group)) {
                group = shortcut.group();
                Label heading = new Label(messages.text(group));
                heading.getStyleClass().add("group");
                table.add(heading, 0, row++, 2, 1);
            }
            Label keys = new Label(shortcut.keys());
            keys.getStyleClass().add("keys");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setHalignment(keys, HPos.RIGHT);
            table.addRow(row++, keys, new Label(messages.text(shortcut.meaning())));
        }
        Label title = new Label(messages.text("keys.title"));
        title.getStyleClass().add("title");
        VBox card = new VBox(title, table);
        card.getStyleClass().add("card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(card);
        visibleProperty().bind(shell.sheetShownProperty());
        setFocusTraversable(true);
        setAccessibleText(messages.text("keys.title"));
        setOnMouseClicked(_ -> shell.sheetShownProperty().set(false));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                shell.sheetShownProperty().set(false);
                event.consume();
            }
        });
        shell.sheetShownProperty().subscribe(shown -> {
            if (shown) {
                requestFocus();
            }
        });
    }
}
