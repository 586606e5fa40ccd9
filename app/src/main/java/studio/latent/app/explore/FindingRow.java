package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FxThread;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.job.Progress;

/// How far the latent of a picture is found, with Cancel; takes no room while none is being found.
final class FindingRow extends HBox {
    /// **Units** pixels.
    private static final double BAR = 90;

    private final Function<Finding, String> words;
    private final FxThread frames = new FxThread();
    private final Label label = new Label();
    private final ProgressBar bar = new ProgressBar();
    private Runnable stopWatching = () -> {};

    /// @param words what is said of it; asked once a frame
    /// @param cancel what the button does
    FindingRow(
            String id,
            ObservableValue<@Nullable Finding> finding,
            Function<Finding, String> words,
            Runnable cancel,
            Messages messages) {
        this.words = words;
        setId(id);
        getStyleClass().add("finding-row");
        setAlignment(Pos.CENTER_LEFT);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinWidth(0);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        HBox.setHgrow(label, Priority.ALWAYS);
        bar.setMinWidth(BAR);
        bar.setPrefWidth(BAR);
        Button button = new Button(messages.text("explore.pictures.cancel"));
        button.setId(id + "-cancel");
        button.getStyleClass().add(Styles.SMALL);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> cancel.run());
        getChildren().addAll(label, bar, button);
        finding.subscribe(this::watch);
    }

    private void watch(@Nullable Finding finding) {
        stopWatching.run();
        stopWatching = () -> {};
        setVisible(finding != null);
        setManaged(finding != null);
        if (finding != null) {
            refresh(finding);
            stopWatching = frames.everyFrame(() -> refresh(finding));
        }
    }

    private void refresh(Finding finding) {
        String text = words.apply(finding);
        label.setText(text);
        bar.setAccessibleText(text);
        Progress progress = finding.progress();
        bar.setProgress(progress.isKnown() ? progress.fraction() : JobBinding.UNKNOWN);
    }

    /// What is said of one picture: its name and how far it is.
    static String words(Finding finding, Messages messages) {
        if (!finding.isStepping()) {
            return messages.text("explore.pictures.running", finding.name());
        }
        Progress progress = finding.progress();
        return messages.text("explore.pictures.running.step", finding.name(), progress.done(), progress.total());
    }
}
