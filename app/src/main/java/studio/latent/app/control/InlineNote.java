package studio.latent.app.control;

import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import studio.latent.app.l10n.Messages;

/// Says in place what happened and what to do next; takes no room while it has nothing to say.
///
/// Escape or its button dismisses it.
public final class InlineNote extends Control {
    /// What a note is about: how it looks and what a screen reader says first.
    public enum Kind {
        INFO,
        SUCCESS,
        WARNING,
        ERROR
    }

    private final Messages messages;
    private final Label problem = new Label();
    private final Label remedy = new Label();
    private final Button action = new Button();
    private final Button dismiss = new Button();
    private final FontIcon icon = new FontIcon(MaterialDesignI.INFORMATION_OUTLINE);

    public InlineNote(Messages messages) {
        this.messages = messages;
        getStyleClass().add("inline-note");
        setAccessibleRole(AccessibleRole.TEXT);
        problem.getStyleClass().add("problem");
        remedy.getStyleClass().add("remedy");
        problem.setWrapText(true);
        remedy.setWrapText(true);
        action.getStyleClass().add("action");
        dismiss.getStyleClass().addAll("flat", "dismiss");
        dismiss.setGraphic(new FontIcon(MaterialDesignC.CLOSE));
        dismiss.setAccessibleText(messages.text("control.note.dismiss"));
        dismiss.setOnAction(_ -> dismiss());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                dismiss();
                event.consume();
            }
        });
        dismiss();
    }

    /// Says what happened and, where `next` is not empty, what to do.
    public void show(Kind kind, String what, String next) {
        for (Kind each : Kind.values()) {
            getStyleClass().remove(styleOf(each));
        }
        getStyleClass().add(styleOf(kind));
        icon.setIconCode(
                switch (kind) {
                    case INFO -> MaterialDesignI.INFORMATION_OUTLINE;
                    case SUCCESS -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
                    case WARNING -> MaterialDesignA.ALERT_OUTLINE;
                    case ERROR -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
                });
        problem.setText(what);
        remedy.setText(next);
        setShown(remedy, !next.isEmpty());
        setShown(action, false);
        setAccessibleText(messages.text("control.note." + styleOf(kind)) + ": " + what + " " + next);
        setShown(this, true);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    public void error(String what, String next) {
        show(Kind.ERROR, what, next);
    }

    public void warning(String what, String next) {
        show(Kind.WARNING, what, next);
    }

    public void success(String what) {
        show(Kind.SUCCESS, what, "");
    }

    public void info(String what, String next) {
        show(Kind.INFO, what, next);
    }

    /// Adds a button to the note that is shown; the note goes when it is pressed.
    public void offer(String label, Runnable onPress) {
        action.setText(label);
        action.setOnAction(_ -> {
            dismiss();
            onPress.run();
        });
        setShown(action, true);
    }

    public void dismiss() {
        setShown(this, false);
    }

    /// Whether there is something to read.
    public ReadOnlyBooleanProperty shownProperty() {
        return visibleProperty();
    }

    public String problem() {
        return problem.getText();
    }

    public String remedy() {
        return remedy.getText();
    }

    private static String styleOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void setShown(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new NoteSkin(this);
    }

    private static final class NoteSkin extends SkinBase<InlineNote> {
        NoteSkin(InlineNote note) {
            super(note);
            VBox words = new VBox(note.problem, note.remedy);
            words.getStyleClass().add("words");
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox row = new HBox(note.icon, words, note.action, note.dismiss);
            row.getStyleClass().add("row");
            row.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(row);
        }
    }
}
