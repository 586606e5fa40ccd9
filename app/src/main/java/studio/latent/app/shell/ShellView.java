package studio.latent.app.shell;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.l10n.Messages;

/// The window's content: the rail of places at the left, the open place, the status bar below, the sheet over all.
public final class ShellView extends StackPane {
    private final ShellViewModel shell;
    private final Messages messages;
    private final VBox rail = new VBox();
    private final StackPane stage = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, ToggleButton> buttons = new HashMap<>();
    private final Map<String, Node> visited = new HashMap<>();

    public ShellView(ShellViewModel shell, Messages messages) {
        this.shell = shell;
        this.messages = messages;
        getStyleClass().add("shell");
        rail.getStyleClass().add("rail");
        stage.getStyleClass().add("stage");
        stage.getChildren().setAll(waiting());
        InlineNote note = FailureNotes.of(shell.failureProperty(), messages);
        note.shownProperty().subscribe(shown -> {
            if (!shown) {
                shell.dismissFailure();
            }
        });
        BorderPane body = new BorderPane(stage);
        body.setTop(note);
        body.setLeft(rail);
        body.setBottom(new StatusBar(shell, messages));
        getChildren().addAll(body, new ShortcutSheet(shell, messages));
        fillRail();
        shell.placeProperty().subscribe(this::showPlace);
        shell.startingProperty().subscribe(starting -> {
            if (!starting && places.isEmpty()) {
                stage.getChildren().clear();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventFilter(KeyEvent.KEY_TYPED, this::keyTyped);
    }

    /// Takes the places over; to be called before [ShellViewModel#ready].
    void setPlaces(List<Place> all) {
        places.clear();
        all.forEach(place -> places.put(place.id(), place));
        fillRail();
    }

    private Node waiting() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(36, 36);
        VBox box = new VBox(12, turning, new Label(messages.text("shell.starting")));
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("waiting");
        return box;
    }

    private void fillRail() {
        rail.getChildren().clear();
        buttons.clear();
        int number = 1;
        for (Place place : places.values()) {
            ToggleButton button = railButton(place.icon(), messages.text("place." + place.id()));
            button.setToggleGroup(group);
            button.setId("place-" + place.id());
            button.setTooltip(new Tooltip(messages.text("shell.place.hint", button.getText(), number++)));
            button.setOnAction(_ -> {
                shell.go(place.id());
                button.setSelected(true);
            });
            buttons.put(place.id(), button);
            rail.getChildren().add(button);
        }
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        ToggleButton theme = railButton(MaterialDesignT.THEME_LIGHT_DARK, messages.text("shell.theme"));
        theme.setId("theme");
        theme.selectedProperty().bindBidirectional(shell.lightProperty());
        ToggleButton keys = railButton(MaterialDesignK.KEYBOARD_OUTLINE, messages.text("shell.keys"));
        keys.setId("keys");
        keys.selectedProperty().bindBidirectional(shell.sheetShownProperty());
        rail.getChildren().addAll(gap, theme, keys);
    }

    private static ToggleButton railButton(Ikon icon, String name) {
        ToggleButton button = new ToggleButton(name, new FontIcon(icon));
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(name);
        return button;
    }

    private void showPlace(@Nullable String id) {
        Place place = id == null ? null : places.get(id);
        if (place == null) {
            return;
        }
        Node view = visited.computeIfAbsent(place.id(), _ -> place.view().get());
        stage.getChildren().setAll(view);
        ToggleButton button = buttons.get(place.id());
        if (button != null) {
            button.setSelected(true);
        }
    }

    private void keyPressed(KeyEvent event) {
        boolean plain = !event.isAltDown() && !event.isShiftDown();
        if (event.isShortcutDown() && plain && event.getCode().isDigitKey()) {
            String name = event.getCode().getName();
            shell.goToNumber(name.charAt(name.length() - 1) - '0');
            event.consume();
        } else if (event.isShortcutDown() && plain && event.getCode() == KeyCode.T) {
            shell.lightProperty().set(!shell.lightProperty().get());
            event.consume();
        } else if (event.getCode() == KeyCode.F1) {
            toggleSheet();
            event.consume();
        }
    }

    private void keyTyped(KeyEvent event) {
        if (event.getCharacter().equals("?") && !(event.getTarget() instanceof TextInputControl)) {
            toggleSheet();
            event.consume();
        }
    }

    private void toggleSheet() {
        shell.sheetShownProperty().set(!shell.sheetShownProperty().get());
    }
}
