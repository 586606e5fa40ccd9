package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FakeTrainingRun;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.train.TrainingState;

class TrainViewModelTest {
    @Test
    void a_wrong_setting_leaves_a_note_in_its_place_and_starts_nothing() {
        TrainPlace place = TrainPlace.direct();
        SettingEntry first = place.model.form().settings().getFirst();
        first.textProperty().set("9999");

        place.model.start();

        assertThat(first.faultProperty().get()).isNotNull();
        assertThat(place.model.noteProperty().get()).isNotNull();
        assertThat(place.model.runs()).isEmpty();
        assertThat(place.studio.training().runs()).isEmpty();
    }

    @Test
    void what_the_engine_refuses_is_shown_in_its_words() {
        TrainPlace place = TrainPlace.direct();
        place.studio.failNext(new BadDataset("The folder is empty.", "Choose another."));

        place.model.start();

        assertThat(place.model.noteProperty().get()).isNotNull();
        assertThat(place.model.noteProperty().get().problem()).isEqualTo("The folder is empty.");
        assertThat(place.model.startingProperty().get()).isFalse();
    }

    @Test
    void runs_outlive_the_look_at_them() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        place.model.selectedProperty().set(null);

        place.studio.fakeTraining().newest().advance(7);
        place.ui.frame();

        assertThat(place.model.runs()).containsExactly(run);
        assertThat(run.stepProperty().get()).isEqualTo(7);
    }

    @Test
    void runs_of_this_process_are_found_by_another_window() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();

        TrainPlace second = new TrainPlace(place.studio);

        assertThat(second.model.runs()).hasSize(1);
        assertThat(second.model.runs().getFirst().folder()).isEqualTo(run.folder());
        second.model.refresh();
        assertThat(second.model.runs()).hasSize(1);
    }

    @Test
    void the_model_of_a_running_training_goes_on_the_bench() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();

        place.model.exploreLive(run);

        assertThat(place.shownExplore).hasValue(1);
        assertThat(place.session.modelProperty().get()).isNotNull();
        assertThat(place.session.modelProperty().get().card().name()).isEqualTo("fake-trained");
    }

    @Test
    void a_trained_model_that_is_gone_leaves_a_note() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();
        place.model.openInExplore(run);
        assertThat(place.model.noteProperty().get()).isNull();
        engine.advance(engine.steps());
        engine.job().await();
        Wait.until("the end is told", () -> run.trainedProperty().get() != null);

        place.model.openInExplore(run);

        assertThat(place.shownExplore).hasValue(0);
        assertThat(place.model.noteProperty().get()).isNotNull();
    }

    @Test
    void a_folder_is_resumed_and_one_that_is_none_leaves_a_note(@TempDir Path folder) {
        TrainPlace place = TrainPlace.direct();

        place.model.resume(folder.resolve("nothing"));
        assertThat(place.model.noteProperty().get()).isNotNull();

        place.model.resume(folder);
        assertThat(place.model.noteProperty().get()).isNull();
        place.ui.frame();
        assertThat(place.model.runs().getFirst().stepProperty().get()).isEqualTo(40);
    }

    @Test
    void a_second_start_while_one_is_under_way_is_ignored() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        TrainPlace place = new TrainPlace(FakeStudio.held(tasks));

        place.model.start();
        place.model.start();
        assertThat(place.model.startingProperty().get()).isTrue();
        FakeStudio.drain(tasks);

        assertThat(place.model.runs()).hasSize(1);
    }

    @Test
    void data_chosen_elsewhere_prepare_a_new_training() {
        TrainPlace place = TrainPlace.direct();
        place.started();

        place.model.chooseData("colour-data");

        assertThat(place.model.selectedProperty().get()).isNull();
        assertThat(place.model.form().datasetProperty().get()).isEqualTo("colour-data");
    }

    @Test
    void a_run_named_by_its_folder_is_shown_or_said_to_be_missing() {
        TrainPlace place = TrainPlace.direct();
        Path folder = Path.of("runs", "monday").toAbsolutePath();
        place.studio.fakeTraining().archive().store(folder, 40);
        List<Outcome<?>> outcomes = new CopyOnWriteArrayList<>();

        place.model.show(folder, outcomes::add);
        Wait.until("it is read", () -> outcomes.size() == 1);
        place.model.show(folder.resolveSibling("tuesday"), outcomes::add);

        Wait.until("both are answered", () -> outcomes.size() == 2);
        assertThat(place.model.selectedProperty().get().name()).isEqualTo("monday");
        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Completed.class, Outcome.Failed.class);
    }

    @Test
    void runs_of_earlier_days_are_listed_and_replayed_when_asked_for() {
        TrainPlace place = TrainPlace.direct();
        Path folder = Path.of("runs", "monday");
        place.studio.fakeTraining().archive().store(folder, 40);
        place.model.refresh();
        assertThat(place.model.earlier()).containsExactly(new EarlierRun("monday", "Stopped · 40 of 100", folder));

        place.model.openEarlier(place.model.earlier().getFirst());
        RunViewModel run = place.model.runs().getFirst();
        Wait.until("it is replayed", () -> run.trainedProperty().get() != null);

        assertThat(place.model.selectedProperty().get()).isEqualTo(run);
        assertThat(run.stepProperty().get()).isEqualTo(40);
        assertThat(run.series()).containsKey("total");
        assertThat(place.model.earlier()).isEmpty();
        place.model.refresh();
        assertThat(place.model.earlier()).isEmpty();
    }

    @Test
    void a_run_of_earlier_days_that_failed_is_listed_as_failed_and_tells_its_reason_when_opened() {
        TrainPlace place = TrainPlace.direct();
        Path folder = Path.of("runs", "tuesday");
        place.studio.fakeTraining().archive().storeFailed(folder, 30);
        place.model.refresh();
        assertThat(place.model.earlier()).containsExactly(new EarlierRun("tuesday", "Failed · 30 of 100", folder));

        place.model.openEarlier(place.model.earlier().getFirst());
        RunViewModel run = place.model.runs().getFirst();
        Wait.until("its end is known", () -> run.failureProperty().get() != null);

        assertThat(run.stateProperty().get()).isEqualTo(TrainingState.FAILED);
        assertThat(run.failureProperty().get().problem()).contains("not a number");
    }

    @Test
    void an_exported_chart_is_written_whole(@TempDir Path folder) throws Exception {
        TrainPlace place = TrainPlace.direct();
        Path file = folder.resolve("losses.csv");
        place.model.save(file, new byte[] {1, 2, 3});
        Wait.until("it is written", () -> Files.exists(file));
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);

        place.model.save(folder.resolve("no/such/folder.csv"), new byte[] {1});
        Wait.until("the fault is told", () -> place.model.noteProperty().get() != null);
    }
}
