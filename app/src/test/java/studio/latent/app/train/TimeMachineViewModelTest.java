package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeRunArchive;
import studio.latent.engine.BranchRequest;

class TimeMachineViewModelTest {
    private final TrainPlace place = TrainPlace.direct();
    private final FakeRunArchive archive = place.studio.fakeTraining().archive();
    private final RunViewModel run = place.started();

    private Path folder() {
        return run.run().folder();
    }

    private TimeMachineViewModel machine() {
        archive.keep(folder(), 10, 20, 30);
        place.studio.fakeTraining().newest().advance(35);
        place.ui.frame();
        return place.model.timeMachine(run);
    }

    @Test
    void it_begins_in_the_present_with_the_runs_own_pictures() {
        TimeMachineViewModel machine = machine();

        assertThat(machine.stepsProperty().get()).containsExactly(10, 20, 30);
        assertThat(machine.positionProperty().get()).isEqualTo(3);
        assertThat(machine.stepProperty().get()).isEqualTo(TimeMachineViewModel.NOW);
        assertThat(machine.positionText()).isEqualTo("Now");
        assertThat(machine.gridProperty().get())
                .isEqualTo(run.gridProperty().get())
                .isNotNull();
        assertThat(archive.drawn()).isEmpty();
    }

    @Test
    void moving_the_slider_draws_the_checkpoints_images_once_each() {
        TimeMachineViewModel machine = machine();

        machine.positionProperty().set(1);
        assertThat(machine.stepProperty().get()).isEqualTo(20);
        assertThat(machine.positionText()).isEqualTo("Step 20");
        assertThat(machine.gridProperty().get()).isNotEqualTo(run.gridProperty().get());
        machine.positionProperty().set(0);
        machine.positionProperty().set(1);
        machine.positionProperty().set(3);

        assertThat(archive.drawn()).containsExactly(20, 10);
        assertThat(machine.gridProperty().get()).isEqualTo(run.gridProperty().get());
    }

    @Test
    void a_new_checkpoint_leaves_the_slider_on_its_step() {
        TimeMachineViewModel machine = machine();
        machine.positionProperty().set(2);
        archive.keep(folder(), 20, 30, 35);

        run.stop();
        Wait.until("the checkpoint is told", () -> {
            place.ui.frame();
            return machine.stepsProperty().get().size() == 3
                    && machine.stepsProperty().get().getLast() == 35;
        });

        assertThat(machine.stepProperty().get()).isEqualTo(30);
        assertThat(machine.positionProperty().get()).isEqualTo(1);
    }

    @Test
    void the_model_of_a_step_goes_on_the_bench() {
        TimeMachineViewModel machine = machine();
        machine.positionProperty().set(0);

        place.model.exploreStep(machine);

        assertThat(place.shownExplore.get()).isEqualTo(1);
        assertThat(Objects.requireNonNull(place.session.modelProperty().get())
                        .card()
                        .name())
                .endsWith("(step 10)");
    }

    @Test
    void a_checkpoint_that_is_gone_is_told() {
        TimeMachineViewModel machine = machine();
        archive.keep(folder());

        machine.positionProperty().set(0);

        assertThat(Objects.requireNonNull(machine.noteProperty().get()).problem())
                .isEqualTo("There is no checkpoint of step 10.");
    }

    @Test
    void a_branch_asks_for_what_was_typed_and_becomes_the_run_that_is_looked_at() {
        TimeMachineViewModel machine = machine();
        machine.positionProperty().set(1);
        assertThat(machine.suggestedName()).isEqualTo(run.name() + "-20");

        assertThat(place.model.branch(machine, "slower", "0,0001", "400")).isTrue();

        BranchRequest asked = place.studio.fakeTraining().branches().getFirst();
        assertThat(asked.parent()).isEqualTo(folder());
        assertThat(asked.step()).isEqualTo(20);
        assertThat(asked.changes()).containsEntry("learningRate", "1.0E-4").containsEntry("steps", "400");
        assertThat(asked.folder()).isEqualTo(folder().resolveSibling("slower"));
        assertThat(Objects.requireNonNull(place.model.selectedProperty().get()).name())
                .isEqualTo("slower");
    }

    @Test
    void what_cannot_be_read_is_told_and_starts_nothing() {
        TimeMachineViewModel machine = machine();
        machine.positionProperty().set(1);

        assertThat(place.model.branch(machine, "x", "fast", "")).isFalse();
        assertThat(Objects.requireNonNull(machine.noteProperty().get()).problem())
                .contains("fast");
        assertThat(place.model.branch(machine, "x", "", "20")).isFalse();
        assertThat(place.model.branch(machine, "../x", "", "")).isFalse();
        assertThat(place.model.branch(machine, " ", "", "")).isFalse();
        assertThat(place.studio.fakeTraining().branches()).isEmpty();
    }
}
