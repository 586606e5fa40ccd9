package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.control.FactList;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// One run as it is seen: how far it is, its curves and pictures, what can be done with it now.
final class RunView extends VBox {
    private static final double HEIGHT = 330;
    private static final double HEIGHT_OF_GAME = 640;

    private final RunViewModel run;
    private final TrainViewModel train;
    private final Messages messages;
    private final FigureText figures;
    private final RunChartsView charts;
    private final TimeMachineViewModel machine;
    private final TimeMachineBar machineBar;
    private Subscription following = Subscription.EMPTY;

    RunView(RunViewModel run, TrainViewModel train, Messages messages, PathChoice paths) {
        this.run = run;
        this.train = train;
        this.messages = messages;
        figures = new FigureText(messages);
        charts = new RunChartsView(run, train, messages, paths);
        machine = train.timeMachine(run);
        machineBar = new TimeMachineBar(machine, run, train, messages);
        getStyleClass().add("run");
        GridPane body = body();
        VBox.setVgrow(body, Priority.ALWAYS);
        DoctorPanel doctor = new DoctorPanel(run.doctor(), remedy -> train.treat(run, remedy), messages);
        follow(doctor::close);
        getChildren().addAll(heading(), failure(), doctor, progress(), numbers(), body, machineBar, record());
        follow(machine.stepProperty()
                .subscribe(step ->
                        charts.mark(step.intValue() == TimeMachineViewModel.NOW ? Double.NaN : step.doubleValue())));
    }

    /// Stops following the run; it goes on by itself.
    void close() {
        charts.close();
        machineBar.close();
        machine.close();
        following.unsubscribe();
        following = Subscription.EMPTY;
    }

    private void follow(Subscription subscription) {
        following = following.and(subscription);
    }

    private HBox heading() {
        Label name = new Label(run.name());
        name.getStyleClass().add(Styles.TITLE_3);
        name.setTooltip(new Tooltip(run.folder()));
        name.setMinWidth(0);
        Label state = new Label();
        state.setId("train-state");
        state.getStyleClass().add("badge");
        state.setMinWidth(USE_PREF_SIZE);
        follow(run.stateTextProperty().subscribe(state::setText));
        follow(run.failureProperty().subscribe((@Nullable FailureText why) -> {
            if (why != null) {
                state.getStyleClass().add("danger");
            }
        }));
        follow(run.openableProperty().subscribe(can -> {
            if (can) {
                state.getStyleClass().add("success");
            }
        }));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox heading = new HBox(12, name, state, gap, actions());
        heading.setAlignment(Pos.CENTER_LEFT);
        return heading;
    }

    private HBox actions() {
        Button pause = button("train.pause", MaterialDesignP.PAUSE, run::togglePause);
        follow(run.pausedProperty().subscribe(paused -> {
            pause.setText(messages.text(paused ? "train.unpause" : "train.pause"));
            pause.setGraphic(new FontIcon(paused ? MaterialDesignP.PLAY : MaterialDesignP.PAUSE));
        }));
        showWhile(pause, run.pausableProperty());
        Button stop = button("train.stop", MaterialDesignS.STOP, run::stop);
        showWhile(stop, run.pausableProperty());
        Button live = button("train.exploreLive", MaterialDesignC.COMPASS_OUTLINE, () -> train.exploreLive(run));
        showWhile(live, run.pausableProperty());
        Button open = button("train.openInExplore", MaterialDesignC.COMPASS_OUTLINE, () -> train.openInExplore(run));
        open.getStyleClass().add(Styles.ACCENT);
        showWhile(open, run.openableProperty());
        Button resume = button("train.resume", MaterialDesignR.RESTART, () -> train.resume(run));
        showWhile(resume, run.resumableProperty());
        HBox actions = new HBox(8, pause, stop, live, open, resume);
        actions.setAlignment(Pos.CENTER_RIGHT);
        actions.setMinWidth(USE_PREF_SIZE);
        return actions;
    }

    private Button button(String key, Ikon icon, Runnable action) {
        Button button = new Button(messages.text(key), new FontIcon(icon));
        button.setId(key.replace('.', '-'));
        button.setOnAction(_ -> action.run());
        messages.find(key + ".help").ifPresent(help -> {
            button.setTooltip(new Tooltip(help));
            button.setAccessibleHelp(help);
        });
        return button;
    }

    private void showWhile(Node node, ObservableValue<Boolean> shown) {
        follow(shown.subscribe(now -> {
            node.setVisible(now);
            node.setManaged(now);
        }));
    }

    private InlineNote failure() {
        InlineNote note = new InlineNote(messages);
        follow(run.failureProperty().subscribe((@Nullable FailureText why) -> {
            if (why == null) {
                note.dismiss();
            } else {
                note.error(messages.text("train.failed") + " " + why.problem(), why.remedy());
                run.fittingBatch()
                        .ifPresent(batch -> note.offer(
                                messages.text("train.failed.batch", messages.number(batch, 0)),
                                () -> train.startWithBatch(run, batch)));
            }
        }));
        return note;
    }

    private HBox progress() {
        ProgressBar bar = new ProgressBar(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(messages.text("train.steps"));
        HBox.setHgrow(bar, Priority.ALWAYS);
        Label steps = new Label();
        steps.setId("train-step");
        steps.getStyleClass().add("figures");
        steps.setMinWidth(USE_PREF_SIZE);
        follow(run.stepProperty().subscribe(step -> {
            bar.setProgress(step.doubleValue() / Math.max(1, run.steps()));
            steps.setText(messages.text(
                    "train.stepOf", messages.number(step.doubleValue(), 0), messages.number(run.steps(), 0)));
        }));
        HBox row = new HBox(12, bar, steps);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private FlowPane numbers() {
        Label speed = figure();
        Label left = figure();
        Label memory = figure();
        follow(run.speedProperty().subscribe(now -> {
            speed.setText(figures.rate(now.imagesPerSecond()));
            left.setText(run.underWayProperty().get() ? figures.duration(now.secondsLeft()) : figures.unknown());
            memory.setText(figures.bytes(now.residentBytes()));
        }));
        follow(run.underWayProperty().subscribe(now -> {
            if (!now) {
                left.setText(figures.unknown());
            }
        }));
        FlowPane row = new FlowPane(
                28,
                10,
                titled("train.speed", speed),
                titled("train.timeLeft", left),
                titled("train.memory", memory),
                learningRate());
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Label figure() {
        Label label = new Label();
        label.getStyleClass().add("figures");
        return label;
    }

    private VBox titled(String key, Node content) {
        Label title = new Label(messages.text(key));
        title.getStyleClass().add("figure-label");
        title.setLabelFor(content);
        messages.find(key + ".help").ifPresent(help -> title.setTooltip(new Tooltip(help)));
        VBox box = new VBox(title, content);
        box.getStyleClass().add("figure");
        return box;
    }

    private VBox learningRate() {
        TextField field = new TextField();
        field.setId("train-learning-rate");
        field.setPrefColumnCount(8);
        field.getStyleClass().add("figures");
        field.setAccessibleText(messages.text("train.learningRate"));
        field.setAccessibleHelp(messages.text("train.learningRate.help"));
        field.setTooltip(new Tooltip(messages.text("train.learningRate.help")));
        field.setOnAction(_ -> run.changeLearningRate(field.getText()));
        Button apply = new Button(messages.text("train.learningRate.apply"));
        apply.setOnAction(_ -> run.changeLearningRate(field.getText()));
        follow(run.learningRateProperty().subscribe(rate -> {
            if (!field.isFocused()) {
                field.setText(figures.learningRate(rate.doubleValue()));
            }
        }));
        follow(run.pausableProperty().subscribe(can -> {
            field.setDisable(!can);
            apply.setDisable(!can);
        }));
        InlineNote note = new InlineNote(messages);
        follow(FailureNotes.follow(note, run.noteProperty()));
        VBox box = titled("train.learningRate", new HBox(6, field, apply));
        box.getChildren().add(note);
        return box;
    }

    /// The charts take the larger part; the two pictures stand one above the other beside it.
    private GridPane body() {
        GameView game = new GameView(run.game(), messages);
        follow(game::close);
        VBox reconstructions = picture("train.reconstructions", run.reconstructionsProperty());
        follow(run.game().offeredProperty().subscribe(is -> {
            reconstructions.setVisible(!is);
            reconstructions.setManaged(!is);
        }));
        VBox.setVgrow(game, Priority.ALWAYS);
        VBox right = new VBox(picture("train.grid", machine.gridProperty()), reconstructions, game);
        right.getStyleClass().add("panel");
        GridPane body = columns(charts, right);
        body.getRowConstraints().getFirst().setVgrow(Priority.ALWAYS);
        // A game shows two pictures more: where the window is low, the place scrolls.
        follow(run.game().offeredProperty().subscribe(is -> body.setMinHeight(is ? HEIGHT_OF_GAME : HEIGHT)));
        return body;
    }

    /// What happened, beside it what was measured at the end.
    private GridPane record() {
        ListView<String> remarks = new ListView<>(run.remarks());
        remarks.setId("train-remarks");
        remarks.setPrefHeight(110);
        Label quiet = new Label(messages.text("train.notes.empty"));
        quiet.getStyleClass().add(Styles.TEXT_MUTED);
        remarks.setPlaceholder(quiet);
        remarks.setMinHeight(70);
        remarks.setAccessibleText(messages.text("train.notes"));
        Label notes = new Label(messages.text("train.notes"));
        notes.getStyleClass().add(Styles.TITLE_4);
        VBox left = new VBox(notes, remarks);
        left.getStyleClass().add("panel");
        return columns(left, scores());
    }

    private static GridPane columns(Node wide, Node narrow) {
        GridPane pane = new GridPane();
        pane.setHgap(20);
        pane.getColumnConstraints().addAll(share(66), share(34));
        RowConstraints all = new RowConstraints();
        all.setFillHeight(true);
        pane.getRowConstraints().add(all);
        pane.addRow(0, wide, narrow);
        return pane;
    }

    private static ColumnConstraints share(double percent) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(percent);
        return column;
    }

    private VBox picture(String key, ObservableValue<@Nullable Raster> source) {
        Label title = new Label(messages.text(key));
        title.getStyleClass().add(Styles.TITLE_4);
        title.setTooltip(new Tooltip(messages.text(key + ".help")));
        ImageCanvas canvas = new ImageCanvas(messages);
        canvas.setId(key.replace('.', '-'));
        canvas.setAccessibleText(messages.text(key) + ". " + messages.text(key + ".help"));
        canvas.placeholderProperty().set(messages.text(key + ".empty"));
        canvas.setMinSize(120, 120);
        follow(source.subscribe(canvas::show));
        VBox.setVgrow(canvas, Priority.ALWAYS);
        VBox box = new VBox(title, canvas);
        box.getStyleClass().add("panel");
        VBox.setVgrow(box, Priority.ALWAYS);
        return box;
    }

    private VBox scores() {
        Label title = new Label(messages.text("train.scores"));
        title.getStyleClass().add(Styles.TITLE_4);
        FactList list = new FactList();
        list.setId("train-scores");
        VBox box = new VBox(title, list);
        box.getStyleClass().add("panel");
        follow(run.openableProperty().subscribe(_ -> {
            list.show(run.scores().stream()
                    .map(s -> new FactList.Fact(s.label(), messages.number(s.value(), 4), ""))
                    .toList());
            boolean any = !run.scores().isEmpty();
            box.setVisible(any);
            box.setManaged(any);
        }));
        return box;
    }
}
