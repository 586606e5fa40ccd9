package studio.latent.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.EngineUnavailable;
import studio.latent.engine.job.Job;

class ShellViewModelTest {
    private final ShellViewModel shell = new ShellViewModel(new ManualUiThread(), Messages.in(Locale.ENGLISH));
    private final ObservableList<Job<?>> running = FXCollections.observableArrayList();

    @Test
    void the_first_place_opens_when_the_engine_is_there() {
        assertThat(shell.startingProperty().get()).isTrue();
        shell.ready(List.of("explore", "train"), running);
        assertThat(shell.startingProperty().get()).isFalse();
        assertThat(shell.placeProperty().get()).isEqualTo("explore");
    }

    @Test
    void a_place_that_was_asked_for_early_opens_instead() {
        shell.go("train");
        shell.ready(List.of("explore", "train"), running);
        assertThat(shell.placeProperty().get()).isEqualTo("train");
    }

    @Test
    void numbers_and_ids_that_are_no_place_are_passed_over() {
        shell.ready(List.of("explore", "train"), running);
        shell.goToNumber(2);
        shell.goToNumber(3);
        shell.goToNumber(0);
        shell.go("nowhere");
        assertThat(shell.placeProperty().get()).isEqualTo("train");
    }

    @Test
    void jobs_are_followed_while_they_are_listed() {
        List<Runnable> lane = new ArrayList<>();
        shell.ready(List.of("explore"), running);
        Job<String> job = Job.start("Encoding", lane::add, _ -> "done");
        running.add(job);
        assertThat(shell.jobs()).hasSize(1);
        assertThat(shell.jobs().getFirst().nameProperty().get()).isEqualTo("Encoding");
        running.remove(job);
        assertThat(shell.jobs()).isEmpty();
    }

    @Test
    void the_lists_are_held_so_that_whoever_listens_goes_on_hearing() {
        assertThat(shell.jobs()).isSameAs(shell.jobs());
        assertThat(shell.places()).isSameAs(shell.places());
    }

    @Test
    void an_engine_that_does_not_start_is_said_with_what_to_do() {
        shell.failed(new EngineUnavailable("The engine does not start.", "Run studio doctor."));
        assertThat(Objects.requireNonNull(shell.failureProperty().get()).remedy())
                .isEqualTo("Run studio doctor.");
        shell.dismissFailure();
        assertThat(shell.failureProperty().get()).isNull();
    }
}
