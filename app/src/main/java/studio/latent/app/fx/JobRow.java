package studio.latent.app.fx;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import studio.latent.app.l10n.Messages;

/// Progress of a job with its name and Cancel; takes no room while there is none, or while it is too short to matter.
public final class JobRow extends HBox {
    /// Seconds after which a job is worth a sign of it.
    private static final double PATIENCE = 0.3;

    public JobRow(JobBinding job, Messages messages) {
        getStyleClass().add("job-row");
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(10);
        Label name = new Label();
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> job.activityProperty().get().isEmpty()
                                ? job.nameProperty().get()
                                : job.nameProperty().get() + " · "
                                        + job.activityProperty().get(),
                        job.nameProperty(),
                        job.activityProperty()));
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.progressProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.accessibleTextProperty().bind(job.nameProperty());
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = new Button(messages.text("control.job.cancel"));
        cancel.setOnAction(_ -> job.cancel());
        getChildren().addAll(name, bar, cancel);
        BooleanBinding shown = job.stateProperty()
                .isEqualTo(JobBinding.State.RUNNING)
                .and(job.elapsedProperty().greaterThan(PATIENCE));
        visibleProperty().bind(shown);
        managedProperty().bind(shown);
    }
}
