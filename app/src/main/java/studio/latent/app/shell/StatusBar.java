package studio.latent.app.shell;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.l10n.Messages;

/// The line at the window's foot: the newest jobs with progress, time left and Cancel.
final class StatusBar extends HBox {
    private static final int MOST_SHOWN = 2;

    private final ShellViewModel shell;
    private final Messages messages;

    StatusBar(ShellViewModel shell, Messages messages) {
        this.shell = shell;
        this.messages = messages;
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        shell.jobs().addListener((ListChangeListener<JobBinding>) _ -> refresh());
        shell.startingProperty().subscribe(_ -> refresh());
    }

    private void refresh() {
        getChildren().clear();
        int count = shell.jobs().size();
        if (count == 0) {
            String words = shell.startingProperty().get() ? "shell.starting" : "shell.ready";
            getChildren().add(new Label(messages.text(words)));
        }
        for (int i = Math.max(0, count - MOST_SHOWN); i < count; i++) {
            getChildren().add(row(shell.jobs().get(i)));
        }
        if (count > MOST_SHOWN) {
            getChildren().add(new Label(messages.text("shell.jobs.more", count - MOST_SHOWN)));
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(gap, new Label(messages.text("shell.keys.hint")));
    }

    private Node row(JobBinding job) {
        Label name = new Label();
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            String activity = job.activityProperty().get();
                            String title = job.nameProperty().get();
                            return activity.isEmpty() ? title : title + " · " + activity;
                        },
                        job.nameProperty(),
                        job.activityProperty()));
        name.setMaxWidth(300);
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.progressProperty());
        bar.accessibleTextProperty().bind(job.nameProperty());
        Label left = new Label();
        left.getStyleClass().add("figures");
        left.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> new TimeLeft(job.remainingProperty().get()).text(messages), job.remainingProperty()));
        Button cancel = new Button();
        cancel.setGraphic(new FontIcon(MaterialDesignC.CLOSE_CIRCLE_OUTLINE));
        cancel.getStyleClass().addAll("flat", "cancel");
        cancel.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> messages.text(
                                "shell.job.cancel", job.nameProperty().get()),
                        job.nameProperty()));
        cancel.setOnAction(_ -> job.cancel());
        HBox row = new HBox(name, bar, left, cancel);
        row.getStyleClass().add("job");
        row.setAlignment(Pos.CENTER_LEFT);
        // The words at the other end give way first, never the name under its own bar.
        row.setMinWidth(Region.USE_PREF_SIZE);
        return row;
    }
}
