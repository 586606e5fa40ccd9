package studio.latent.app.compare;

import atlantafx.base.theme.Styles;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;

/// The test by eye: what it is, the pair to judge, or the result.
final class BlindTestView extends VBox {
    /// Small images are judged as images, not as squares: they are not enlarged without end.
    private static final double SIDE = 380;

    private final BlindTestViewModel test;
    private final Messages messages;
    private final PathChoice paths;
    private final VBox trial;

    BlindTestView(BlindTestViewModel test, Messages messages, PathChoice paths) {
        this.test = test;
        this.messages = messages;
        this.paths = paths;
        getStyleClass().addAll("details", "blind-test");
        trial = trial();
        StackPane parts = new StackPane(missing(), offer(), trial, result());
        VBox.setVgrow(parts, Priority.ALWAYS);
        getChildren().addAll(FailureNotes.of(test.noteProperty(), messages), news(), parts);
        test.stateProperty().subscribe(state -> {
            if (state == BlindTestViewModel.State.RUNNING) {
                trial.requestFocus();
            }
        });
    }

    private InlineNote news() {
        InlineNote note = new InlineNote(messages);
        test.newsProperty().subscribe(text -> {
            if (text.isEmpty()) {
                note.dismiss();
            } else {
                note.success(text);
            }
        });
        return note;
    }

    private void showIn(Node node, BlindTestViewModel.State wanted) {
        test.stateProperty().subscribe(state -> node.setVisible(state == wanted));
    }

    private static Label wrapped(ReadOnlyStringProperty text) {
        Label label = wrapped("");
        label.textProperty().bind(text);
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static VBox page(Node... nodes) {
        VBox page = new VBox(14, nodes);
        page.setMaxWidth(620);
        page.setAlignment(Pos.CENTER_LEFT);
        return page;
    }

    private Label title(String key) {
        Label title = wrapped(messages.text(key));
        title.getStyleClass().add(Styles.TITLE_3);
        return title;
    }

    private VBox missing() {
        Label hint = wrapped(test.hintProperty());
        hint.setId("blind-hint");
        VBox page = page(title("compare.blind.title"), wrapped(messages.text("compare.blind.what")), hint);
        showIn(page, BlindTestViewModel.State.NEEDS_TWO);
        return page;
    }

    private VBox offer() {
        Button begin = button("compare.blind.begin", MaterialDesignP.PLAY, test::begin);
        begin.getStyleClass().add(Styles.ACCENT);
        Button resume = button("compare.blind.resume", MaterialDesignF.FAST_FORWARD, test::resume);
        test.unfinishedProperty().subscribe(pairs -> {
            resume.setText(messages.text("compare.blind.resume", pairs.intValue()));
            resume.setVisible(pairs.intValue() >= 0);
            resume.setManaged(pairs.intValue() >= 0);
        });
        Label advice = wrapped(messages.text("compare.blind.advice"));
        advice.getStyleClass().add(Styles.TEXT_MUTED);
        VBox page = page(
                title("compare.blind.title"),
                wrapped(messages.text("compare.blind.what")),
                advice,
                new HBox(8, begin, resume),
                past());
        showIn(page, BlindTestViewModel.State.OFFERED);
        return page;
    }

    private VBox past() {
        VBox lines = new VBox(4);
        Runnable fill = () -> {
            lines.getChildren().clear();
            if (!test.past().isEmpty()) {
                Label heading = new Label(messages.text("compare.blind.earlier"));
                heading.getStyleClass().add(Styles.TITLE_4);
                lines.getChildren().add(heading);
                test.past().stream()
                        .limit(5)
                        .forEach(line -> lines.getChildren().add(wrapped(line)));
            }
        };
        test.past().addListener((ListChangeListener<String>) _ -> fill.run());
        fill.run();
        return lines;
    }

    private VBox trial() {
        Label heading = new Label();
        heading.setId("blind-pair");
        heading.getStyleClass().add(Styles.TITLE_4);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button undo = button("compare.blind.undo", MaterialDesignU.UNDO, test::undo);
        Button end = button("compare.blind.end", MaterialDesignF.FLAG_CHECKERED, test::end);
        HBox head = new HBox(8, heading, gap, undo, end);
        head.setAlignment(Pos.CENTER_LEFT);
        ImageCanvas left = canvas("compare.blind.leftImage");
        ImageCanvas right = canvas("compare.blind.rightImage");
        test.pairProperty().subscribe((@Nullable BlindPair pair) -> {
            left.show(pair == null ? null : pair.left());
            right.show(pair == null ? null : pair.right());
        });
        test.votesProperty().subscribe(votes -> {
            heading.setText(messages.text("compare.blind.pair", votes.intValue() + 1));
            undo.setDisable(votes.intValue() == 0);
            end.setDisable(votes.intValue() == 0);
        });
        HBox pair = new HBox(16, left, right);
        pair.setAlignment(Pos.CENTER);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        VBox.setVgrow(pair, Priority.ALWAYS);
        HBox choices = new HBox(
                10,
                button("compare.blind.left", MaterialDesignA.ARROW_LEFT, test::left),
                button("compare.blind.tie", MaterialDesignA.ARROW_DOWN, test::tie),
                button("compare.blind.right", MaterialDesignA.ARROW_RIGHT, test::right));
        choices.setAlignment(Pos.CENTER);
        VBox page = new VBox(12, head, pair, choices);
        page.setId("blind-trial");
        page.setFocusTraversable(true);
        page.setAccessibleText(messages.text("compare.blind.title"));
        page.setAccessibleHelp(messages.text("compare.blind.keys"));
        page.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        showIn(page, BlindTestViewModel.State.RUNNING);
        return page;
    }

    private ImageCanvas canvas(String key) {
        ImageCanvas canvas = new ImageCanvas(messages);
        canvas.setId(key.replace('.', '-'));
        canvas.setAccessibleText(messages.text(key));
        canvas.placeholderProperty().set(messages.text("compare.blind.drawing"));
        canvas.setMinSize(120, 120);
        canvas.setPrefSize(SIDE, SIDE);
        canvas.setMaxSize(SIDE, SIDE);
        return canvas;
    }

    private void keyPressed(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        boolean undo = event.getCode() == KeyCode.BACK_SPACE
                || (event.getCode() == KeyCode.Z && event.isShortcutDown() && !event.isShiftDown());
        if (undo) {
            test.undo();
        } else if (plain && event.getCode() == KeyCode.LEFT) {
            test.left();
        } else if (plain && event.getCode() == KeyCode.RIGHT) {
            test.right();
        } else if (plain && event.getCode() == KeyCode.DOWN) {
            test.tie();
        } else {
            return;
        }
        event.consume();
    }

    private VBox result() {
        Label headline = wrapped("");
        headline.setId("blind-result");
        headline.getStyleClass().add(Styles.TITLE_3);
        Label interval = wrapped("");
        Label verdict = wrapped("");
        Label pairs = wrapped("");
        pairs.getStyleClass().add(Styles.TEXT_MUTED);
        test.resultProperty().subscribe((@Nullable BlindResult result) -> {
            headline.setText(result == null ? "" : result.headline());
            interval.setText(result == null ? "" : result.interval());
            verdict.setText(result == null ? "" : result.verdict());
            pairs.setText(result == null ? "" : result.pairs());
        });
        Button again = button("compare.blind.again", MaterialDesignP.PLAY, test::begin);
        Button export = button(
                "compare.blind.export",
                MaterialDesignE.EXPORT,
                () -> paths.target(getScene().getWindow(), messages.text("compare.export"), "blind-test.json")
                        .ifPresent(test::exportTo));
        VBox page = page(headline, interval, verdict, pairs, new HBox(8, export, again));
        showIn(page, BlindTestViewModel.State.ENDED);
        return page;
    }

    private Button button(String key, Ikon icon, Runnable action) {
        Button button = new Button(messages.text(key), new FontIcon(icon));
        button.setId(key.replace('.', '-'));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            action.run();
            if (trial.isVisible()) {
                trial.requestFocus();
            }
        });
        messages.find(key + ".help").ifPresent(help -> {
            button.setTooltip(new Tooltip(help));
            button.setAccessibleHelp(help);
        });
        return button;
    }
}
