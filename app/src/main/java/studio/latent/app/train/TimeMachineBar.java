package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.l10n.Messages;

/// The slider over a run's kept checkpoints, what was measured there, and what can be done from there.
final class TimeMachineBar extends VBox {
    private final TimeMachineViewModel machine;
    private final RunViewModel run;
    private final TrainViewModel train;
    private final Messages messages;
    private final Slider slider = new Slider(0, 0, 0);
    private final Label where = new Label();
    private final Label values = new Label();
    private final FlowPane branchForm = new FlowPane(8, 6);
    private Subscription following = Subscription.EMPTY;

    TimeMachineBar(TimeMachineViewModel machine, RunViewModel run, TrainViewModel train, Messages messages) {
        super(6);
        this.machine = machine;
        this.run = run;
        this.train = train;
        this.messages = messages;
        setId("train-machine");
        InlineNote note = new InlineNote(messages);
        follow(FailureNotes.follow(note, machine.noteProperty()));
        values.getStyleClass().addAll("figures", Styles.TEXT_SMALL);
        values.setId("train-machine-values");
        values.setWrapText(true);
        branchForm.setAlignment(Pos.CENTER_LEFT);
        shut();
        getChildren().addAll(row(), values, branchForm, note);
        follow(machine.stepsProperty().subscribe(_ -> refresh()));
        follow(machine.stepProperty().subscribe(_ -> refresh()));
        follow(machine.positionProperty().subscribe(_ -> refresh()));
        follow(run.metrics().revisionProperty().subscribe(_ -> refresh()));
    }

    void close() {
        following.unsubscribe();
        following = Subscription.EMPTY;
    }

    private void follow(Subscription subscription) {
        following = following.and(subscription);
    }

    private HBox row() {
        Label title = new Label(messages.text("train.machine"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        title.setTooltip(new Tooltip(messages.text("train.machine.help")));
        title.setMinWidth(USE_PREF_SIZE);
        title.setLabelFor(slider);
        slider.setId("train-machine-slider");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(messages.text("train.machine"));
        slider.setAccessibleHelp(messages.text("train.machine.help"));
        slider.setMinWidth(120);
        HBox.setHgrow(slider, Priority.ALWAYS);
        ChangeListener<Number> moved =
                (_, _, value) -> machine.positionProperty().set((int) Math.round(value.doubleValue()));
        slider.valueProperty().addListener(moved);
        where.getStyleClass().add("figures");
        where.setId("train-machine-step");
        where.setMinWidth(90);
        Button explore =
                new Button(messages.text("train.machine.explore"), new FontIcon(MaterialDesignC.COMPASS_OUTLINE));
        explore.setId("train-machine-explore");
        explore.setMinWidth(USE_PREF_SIZE);
        explore.setOnAction(_ -> train.exploreStep(machine));
        Button branch = new Button(messages.text("train.machine.branch"), new FontIcon(MaterialDesignS.SOURCE_BRANCH));
        branch.setId("train-machine-branch");
        branch.setMinWidth(USE_PREF_SIZE);
        branch.setTooltip(new Tooltip(messages.text("train.machine.branch.help")));
        branch.setAccessibleHelp(messages.text("train.machine.branch.help"));
        branch.setOnAction(_ -> openBranch());
        follow(machine.stepProperty().subscribe(step -> {
            boolean now = step.intValue() == TimeMachineViewModel.NOW;
            explore.setDisable(now);
            branch.setDisable(now);
            if (now) {
                shut();
            }
        }));
        HBox row = new HBox(10, title, slider, where, explore, branch);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void refresh() {
        int kept = machine.stepsProperty().get().size();
        slider.setMax(kept);
        slider.setDisable(kept == 0);
        slider.setValue(machine.positionProperty().get());
        where.setText(kept == 0 ? messages.text("train.machine.none") : machine.positionText());
        int step = machine.stepProperty().get();
        String measured = step == TimeMachineViewModel.NOW ? "" : run.metrics().valuesAt(step);
        values.setText(measured);
        values.setVisible(!measured.isEmpty());
        values.setManaged(!measured.isEmpty());
    }

    private void openBranch() {
        TextField name = field("train-branch-name", "train.branch.name", machine.suggestedName(), 16);
        TextField rate = field("train-branch-rate", "train.learningRate", "", 8);
        rate.setPromptText(messages.text("train.branch.same"));
        TextField steps = field("train-branch-steps", "train.steps", machine.stepsText(), 8);
        Button start = new Button(messages.text("train.branch.start"));
        start.setId("train-branch-start");
        start.getStyleClass().add(Styles.ACCENT);
        start.setDefaultButton(true);
        start.setOnAction(_ -> {
            if (train.branch(machine, name.getText(), rate.getText(), steps.getText())) {
                shut();
            }
        });
        Button cancel = new Button(messages.text("train.branch.cancel"));
        cancel.setOnAction(_ -> shut());
        branchForm
                .getChildren()
                .setAll(
                        labelled("train.branch.name", name),
                        labelled("train.learningRate", rate),
                        labelled("train.steps", steps),
                        start,
                        cancel);
        branchForm.setVisible(true);
        branchForm.setManaged(true);
        name.requestFocus();
    }

    private void shut() {
        branchForm.getChildren().clear();
        branchForm.setVisible(false);
        branchForm.setManaged(false);
    }

    private TextField field(String id, String key, String text, int columns) {
        TextField field = new TextField(text);
        field.setId(id);
        field.setPrefColumnCount(columns);
        field.setAccessibleText(messages.text(key));
        return field;
    }

    private HBox labelled(String key, TextField field) {
        Label label = new Label(messages.text(key));
        label.setLabelFor(field);
        HBox box = new HBox(6, label, field);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }
}
