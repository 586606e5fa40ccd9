package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;

/// Train as it is seen: the runs at the left; beside them the form of a new one, or the one that is selected.
public final class TrainView extends BorderPane {
    private final TrainViewModel train;
    private final Messages messages;
    private final PathChoice paths;
    private final ListView<RunViewModel> list = new ListView<>();
    private final ScrollPane form;
    private final VBox middle = new VBox();
    private @Nullable RunView shown;

    public TrainView(TrainViewModel train, Messages messages, PathChoice paths) {
        this.train = train;
        this.messages = messages;
        this.paths = paths;
        getStyleClass().addAll("place", "train");
        getStylesheets()
                .add(TrainView.class.getResource("/studio/latent/ui/places.css").toExternalForm());
        form = new ScrollPane(new TrainFormView(train, messages, paths));
        form.setFitToWidth(true);
        setLeft(side());
        InlineNote note = FailureNotes.of(train.noteProperty(), messages);
        VBox.setMargin(note, new Insets(12, 24, 0, 24));
        VBox centre = new VBox(note, middle);
        VBox.setVgrow(middle, Priority.ALWAYS);
        setCenter(centre);
        train.selectedProperty().subscribe(this::showMiddle);
        // Data sets may have come while another place was open.
        sceneProperty().subscribe((@Nullable Scene scene) -> {
            if (scene != null) {
                train.refresh();
            }
        });
    }

    private VBox side() {
        Label heading = new Label(messages.text("train.runs"));
        heading.getStyleClass().add(Styles.TITLE_4);
        Button fresh = new Button(messages.text("train.new"), new FontIcon(MaterialDesignP.PLUS));
        fresh.setId("train-new");
        fresh.setMaxWidth(Double.MAX_VALUE);
        fresh.setOnAction(_ -> train.selectedProperty().set(null));
        Button resume = new Button(messages.text("train.resumeFolder"), new FontIcon(MaterialDesignF.FOLDER_OUTLINE));
        resume.setMaxWidth(Double.MAX_VALUE);
        resume.setTooltip(new Tooltip(messages.text("train.resumeFolder.help")));
        resume.setAccessibleHelp(messages.text("train.resumeFolder.help"));
        resume.disableProperty().bind(train.startingProperty());
        resume.setOnAction(_ -> paths.folder(getScene().getWindow(), messages.text("train.resumeFolder"))
                .ifPresent(train::resume));
        list.setId("train-runs");
        list.setItems(train.runs());
        list.setAccessibleText(messages.text("train.runs"));
        list.setCellFactory(_ -> new RunCell());
        Label nothing = new Label(messages.text("train.runs.empty"));
        nothing.setWrapText(true);
        nothing.getStyleClass().add(Styles.TEXT_MUTED);
        list.setPlaceholder(nothing);
        list.getSelectionModel().selectedItemProperty().subscribe((@Nullable RunViewModel run) -> {
            if (run != null) {
                train.selectedProperty().set(run);
            }
        });
        train.selectedProperty().subscribe(_ -> select());
        train.runs().addListener((ListChangeListener<RunViewModel>) _ -> select());
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox side = new VBox(heading, fresh, list, earlier(), resume);
        side.getStyleClass().add("side");
        return side;
    }

    /// Runs of earlier days, there while there are any.
    private VBox earlier() {
        Label heading = new Label(messages.text("train.earlier"));
        heading.getStyleClass().add(Styles.TITLE_4);
        ListView<EarlierRun> runs = new ListView<>(train.earlier());
        runs.setId("train-earlier");
        runs.setAccessibleText(messages.text("train.earlier"));
        runs.setAccessibleHelp(messages.text("train.earlier.help"));
        runs.setCellFactory(_ -> new EarlierCell());
        runs.setPrefHeight(220);
        runs.setOnMouseClicked(_ -> openEarlier(runs));
        runs.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openEarlier(runs);
            }
        });
        VBox box = new VBox(8, heading, runs);
        box.visibleProperty().bind(Bindings.isNotEmpty(train.earlier()));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private void openEarlier(ListView<EarlierRun> runs) {
        EarlierRun chosen = runs.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            train.openEarlier(chosen);
        }
    }

    private void select() {
        RunViewModel run = train.selectedProperty().get();
        if (run == null) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().select(run);
        }
    }

    private void showMiddle(@Nullable RunViewModel run) {
        RunView before = shown;
        if (before != null) {
            before.close();
        }
        shown = run == null ? null : new RunView(run, train, messages, paths);
        ScrollPane content = form;
        RunView now = shown;
        if (now != null) {
            content = new ScrollPane(now);
            content.setFitToWidth(true);
            content.setFitToHeight(true);
        }
        VBox.setVgrow(content, Priority.ALWAYS);
        middle.getChildren().setAll(content);
    }

    /// An earlier run's name and how far it came.
    private static final class EarlierCell extends ListCell<EarlierRun> {
        private final Label name = new Label();
        private final Label state = new Label();
        private final VBox box = new VBox(name, state);

        EarlierCell() {
            name.getStyleClass().add(Styles.TEXT_BOLD);
            state.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable EarlierRun run, boolean empty) {
            super.updateItem(run, empty);
            if (empty || run == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(run.name());
            state.setText(run.state());
            setAccessibleText(run.name() + ", " + run.state());
            setGraphic(box);
        }
    }

    /// A run's name, what it does and how far it is.
    private static final class RunCell extends ListCell<RunViewModel> {
        private final Label name = new Label();
        private final Label state = new Label();
        private final ProgressBar bar = new ProgressBar();
        private final VBox box = new VBox(name, state, bar);
        private Subscription following = Subscription.EMPTY;

        RunCell() {
            name.getStyleClass().add(Styles.TEXT_BOLD);
            state.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.setMinHeight(6);
            bar.setPrefHeight(6);
            box.setSpacing(4);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable RunViewModel run, boolean empty) {
            super.updateItem(run, empty);
            following.unsubscribe();
            following = Subscription.EMPTY;
            bar.progressProperty().unbind();
            if (empty || run == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(run.name());
            Runnable tell = () -> {
                String text = run.doctor().statusText(run.stateTextProperty().get());
                state.setText(text);
                setAccessibleText(run.name() + ", " + text);
                state.getStyleClass().remove(Styles.WARNING);
                if (!run.doctor().openFindings().isEmpty()) {
                    state.getStyleClass().add(Styles.WARNING);
                }
            };
            following = run.stateTextProperty().subscribe(_ -> tell.run());
            following = following.and(run.doctor().revisionProperty().subscribe(_ -> tell.run()));
            bar.progressProperty()
                    .bind(Bindings.createDoubleBinding(
                            () -> (double) run.stepProperty().get() / Math.max(1, run.steps()), run.stepProperty()));
            setGraphic(box);
        }
    }
}
