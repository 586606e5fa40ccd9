package studio.latent.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// Two places that count how often they are made.
final class FakeContents implements Contents {
    final List<String> made = new ArrayList<>();
    final ObservableList<Job<?>> jobs = FXCollections.observableArrayList();
    final List<Path> shownRuns = new ArrayList<>();
    boolean closed;

    @Override
    public List<Place> places() {
        return List.of(
                new Place("explore", MaterialDesignC.COMPASS_OUTLINE, () -> content("explore")),
                new Place("train", MaterialDesignC.CHART_LINE, () -> content("train")));
    }

    private VBox content(String id) {
        made.add(id);
        TextField field = new TextField();
        field.setId("field-" + id);
        return new VBox(new Label("content of " + id), field);
    }

    @Override
    public ObservableList<Job<?>> jobs() {
        return jobs;
    }

    @Override
    public boolean isWorking() {
        return false;
    }

    @Override
    public void open(String model, Consumer<? super Outcome<?>> done) {
        done.accept(
                model.equals("vae")
                        ? new Outcome.Completed<>(model)
                        : new Outcome.Failed<>(new NotFound("There is no model " + model + ".", "Choose another.")));
    }

    @Override
    public void showRun(Path folder, Consumer<? super Outcome<?>> done) {
        shownRuns.add(folder);
        done.accept(new Outcome.Completed<>(folder));
    }

    @Override
    public void whenFirstImage(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        closed = true;
    }
}
