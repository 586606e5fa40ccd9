package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FakeTrainingRun;
import studio.latent.app.FixedPaths;
import studio.latent.app.FxTest;
import studio.latent.app.control.LiveChart;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.train.MetricPoint;

class TrainViewTest extends FxTest {
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final AtomicInteger shownExplore = new AtomicInteger();

    private TrainViewModel shown() {
        List<TrainViewModel> made = new ArrayList<>();
        show(1280, 800, () -> {
            FxThread ui = new FxThread();
            Messages english = Messages.in(Locale.ENGLISH);
            Session session = new Session(studio, ui::run, UndoTree.inMemory());
            TrainViewModel train = new TrainViewModel(
                    studio,
                    session,
                    ui,
                    english,
                    shownExplore::incrementAndGet,
                    () -> LocalDateTime.of(2026, 1, 2, 3, 4, 5));
            made.add(train);
            return new TrainView(train, english, FixedPaths.none());
        });
        return made.getFirst();
    }

    @Test
    void from_a_wrong_number_through_a_whole_training_to_explore() {
        TrainViewModel train = shown();
        TextField steps = find("#train-steps", TextField.class);
        focus(steps);
        onFx(steps::selectAll);
        type("0");
        press(KeyCode.TAB);
        click("#train-start");
        assertThat(isShown(".inline-note.error")).isTrue();
        assertThat(callFx(
                        () -> train.form().faultProperty(TrainForm.Field.STEPS).get()))
                .isNotNull();
        assertThat(train.runs()).isEmpty();

        focus(steps);
        onFx(steps::selectAll);
        type("30");
        click("#train-start");
        waitUntil("it has begun", () -> train.runs().size() == 1);
        FakeTrainingRun run = studio.fakeTraining().newest();
        run.advance(10);
        Label step = find("#train-step", Label.class);
        waitUntil("its steps are shown", () -> step.getText().equals("10 of 30"));
        LiveChart chart = find(".live-chart", LiveChart.class);
        waitUntil("its curves are drawn", () -> chart.allSeries().size() == 3);

        click("#train-pause");
        waitUntil(
                "it is held", () -> find("#train-state", Label.class).getText().equals("Paused"));
        click("#train-pause");
        TextField rate = find("#train-learning-rate", TextField.class);
        focus(rate);
        onFx(rate::selectAll);
        type("0.0005");
        press(KeyCode.ENTER);
        waitUntil("the learning rate is taken", () -> run.learningRate() == 0.0005);
        click("#train-exploreLive");
        waitUntil("the live model is on the bench", () -> shownExplore.get() == 1);

        run.advance(20);
        waitUntil("what it scored is shown", () -> isShown("#train-scores"));
        assertThat(isShown("#train-openInExplore")).isTrue();
    }

    @Test
    void a_failed_training_says_why_and_offers_to_resume() {
        TrainViewModel train = shown();
        click("#train-start");
        waitUntil("it has begun", () -> train.runs().size() == 1);
        studio.fakeTraining().newest().advance(3);

        studio.fakeTraining().newest().diverge();

        waitUntil("the note is shown", () -> isShown(".inline-note.error"));
        assertThat(isShown("#train-resume")).isTrue();
    }

    @Test
    void a_batch_that_was_too_large_offers_one_that_fits() {
        TrainViewModel train = shown();
        click("#train-start");
        waitUntil("it has begun", () -> train.runs().size() == 1);

        studio.fakeTraining()
                .newest()
                .fail(new OutOfDeviceMemory("The device ran out of memory.", "Train with a batch of 48.", 48, null));

        waitUntil("the note is shown", () -> isShown(".inline-note.error .action"));
        assertThat(find(".inline-note.error .action", Button.class).getText())
                .isEqualTo("Begin anew with a batch of 48");
        click(".inline-note.error .action");
        waitUntil("the other has begun", () -> train.runs().size() == 2);
        assertThat(studio.fakeTraining().anew()).containsExactly(Map.of("batch", "48"));
    }

    @Test
    void an_earlier_run_is_opened_looked_back_at_and_branched_from() {
        Path folder = Path.of("runs", "monday");
        studio.fakeTraining().archive().store(folder, 40);
        studio.fakeTraining().archive().keep(folder, 10, 20);
        TrainViewModel train = shown();
        waitUntil("it is listed", () -> train.earlier().size() == 1);

        click("monday");
        waitUntil("it is opened", () -> train.runs().size() == 1);
        waitUntil(
                "its checkpoints are there",
                () -> find("#train-machine-slider", Slider.class).getMax() == 2);
        Slider slider = find("#train-machine-slider", Slider.class);
        focus(slider);
        press(KeyCode.LEFT);
        Label step = find("#train-machine-step", Label.class);
        waitUntil("the step is shown", () -> step.getText().equals("Step 20"));
        assertThat(find("#train-chart-losses", LiveChart.class).markerProperty().get())
                .isEqualTo(20);

        click("#train-machine-branch");
        click("#train-branch-start");
        waitUntil("the branch has begun", () -> train.runs().size() == 2);
        assertThat(studio.fakeTraining().branches().getFirst().step()).isEqualTo(20);
    }

    @Test
    void a_metric_is_chosen_and_says_what_it_was_measured_on() {
        TrainViewModel train = shown();
        click("#train-start");
        waitUntil("it has begun", () -> train.runs().size() == 1);
        FakeTrainingRun run = studio.fakeTraining().newest();
        run.advance(3);
        LiveChart chart = find("#train-chart-metric", LiveChart.class);
        assertThat(chart.allSeries()).isEmpty();

        run.measure(
                new MetricPoint("frechet-distance", 20, 18.0, 22.0, 1.5, 1024, "mixed5"),
                new MetricPoint("recall", 0.25, null, null, null, 1024, "mixed5"));
        waitUntil("it is drawn", () -> callFx(() -> chart.allSeries().size()) == 1);

        assertThat(find("#train-metric-caption", Label.class).getText()).isEqualTo("1024 images · mixed5");
        onFx(() -> train.runs().getFirst().metrics().selectedProperty().set("recall"));
        assertThat(chart.allSeries().getFirst().name()).isEqualTo("Recall");
    }
}
