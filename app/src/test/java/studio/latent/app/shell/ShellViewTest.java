package studio.latent.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.latent.app.FxTest;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.EngineUnavailable;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

class ShellViewTest extends FxTest {
    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final ShellViewModel shell = new ShellViewModel(new FxThread(), messages);
    private final FakeContents contents = new FakeContents();

    private ShellView open() {
        return show(1000, 640, () -> {
            ShellView view = new ShellView(shell, messages);
            view.setPlaces(contents.places());
            shell.ready(List.of("explore", "train"), contents.jobs);
            return view;
        });
    }

    @Test
    void shortcuts_and_the_rail_open_places_that_are_made_once_each() {
        open();
        assertThat(isShown("content of explore")).isTrue();
        assertThat(contents.made).containsExactly("explore");
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertThat(isShown("content of train")).isTrue();
        assertThat(find("#place-train", ToggleButton.class).isSelected()).isTrue();
        click(find("#place-explore", Node.class));
        assertThat(isShown("content of explore")).isTrue();
        assertThat(contents.made).containsExactly("explore", "train");
    }

    @Test
    void a_click_on_the_open_place_keeps_it_selected() {
        open();
        click(find("#place-explore", Node.class));
        assertThat(find("#place-explore", ToggleButton.class).isSelected()).isTrue();
    }

    @Test
    void the_question_mark_shows_the_shortcuts_but_not_while_one_types() {
        open();
        focus(find("#place-explore", Node.class));
        press(KeyCode.F1);
        assertThat(isShown("Roll a new seed")).isTrue();
        picture();
        press(KeyCode.ESCAPE);
        assertThat(shell.sheetShownProperty().get()).isFalse();
        click(find("#field-explore", Node.class));
        type("why?");
        assertThat(shell.sheetShownProperty().get()).isFalse();
        assertThat(find("#field-explore", TextField.class).getText()).isEqualTo("why?");
        focus(find("#place-explore", Node.class));
        type("?");
        assertThat(shell.sheetShownProperty().get()).isTrue();
    }

    @Test
    void a_job_shows_in_the_status_bar_and_can_be_cancelled() {
        open();
        List<Runnable> lane = new ArrayList<>();
        Job<String> job = Job.start("Encoding images", lane::add, context -> {
            context.checkCancelled();
            return "never";
        });
        onFx(() -> contents.jobs.add(job));
        assertThat(isShown("Encoding images")).isTrue();
        picture();
        click(find(".status-bar .cancel", Node.class));
        lane.forEach(Runnable::run);
        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
        onFx(() -> contents.jobs.clear());
        assertThat(isShown("Ready")).isTrue();
    }

    @Test
    void an_engine_that_does_not_start_is_said_in_the_window() {
        show(1000, 640, () -> new ShellView(shell, messages));
        onFx(() -> shell.failed(new EngineUnavailable("The engine does not start.", "Run studio doctor.")));
        assertThat(isShown("The engine does not start.")).isTrue();
        assertThat(isShown("Run studio doctor.")).isTrue();
    }
}
