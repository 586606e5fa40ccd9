package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeTrainingRun;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.OpenModel;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

class RunViewModelTest {
    @Test
    void events_wait_for_the_frame() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();

        engine.advance(10);
        assertThat(run.series()).isEmpty();
        place.ui.frame();

        assertThat(run.series().keySet()).containsExactly("total", "kl", "reconstructionLoss");
        assertThat(total(run).count()).isEqualTo(10);
        assertThat(total(run).latest()).isEqualTo(15);
        assertThat(run.stepProperty().get()).isEqualTo(10);
        assertThat(run.speedProperty().get().imagesPerSecond()).isEqualTo(1000);
        assertThat(run.learningRateProperty().get()).isEqualTo(1e-3);
        assertThat(run.gridProperty().get()).isNotNull();
        assertThat(run.stateTextProperty().get()).isEqualTo("Training");
    }

    @Test
    void a_hundred_thousand_losses_become_one_change_and_a_curve_of_bounded_length() {
        ManualUiThread ui = new ManualUiThread();
        ManyLosses engine = new ManyLosses(100_000);
        RunViewModel run = RunViewModel.follow(engine, ui, Messages.in(Locale.ENGLISH));

        ui.frame();

        assertThat(run.curveRevisionProperty().get()).isEqualTo(1);
        assertThat(total(run).count()).isEqualTo(100_000);
        assertThat(total(run).points().x().length).isLessThanOrEqualTo(4096);
        engine.ended.countDown();
    }

    @Test
    void a_run_is_held_let_go_on_and_stopped() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();
        engine.advance(5);

        run.togglePause();
        place.ui.frame();
        assertThat(run.pausedProperty().get()).isTrue();
        run.togglePause();
        place.ui.frame();
        assertThat(run.pausedProperty().get()).isFalse();
        run.stop();
        Wait.until("the end is told", () -> !run.underWayProperty().get());

        assertThat(run.stateProperty().get()).isEqualTo(TrainingState.STOPPED);
        assertThat(run.underWayProperty().get()).isFalse();
        assertThat(run.resumableProperty().get()).isTrue();
        assertThat(run.remarks().getFirst()).isEqualTo("Step 5: checkpoint saved");
    }

    @Test
    void the_learning_rate_is_changed_by_a_number_and_refuses_anything_else() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();

        run.changeLearningRate("fast");
        assertThat(run.noteProperty().get()).isNotNull();
        assertThat(run.noteProperty().get().problem()).isEqualTo("fast is not a learning rate.");

        run.changeLearningRate("0,0002");
        assertThat(run.noteProperty().get()).isNull();
        assertThat(place.studio.fakeTraining().newest().learningRate()).isEqualTo(0.0002);
    }

    @Test
    void a_completed_run_shows_what_its_model_scored() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();

        engine.advance(engine.steps());
        engine.job().await();
        Wait.until("the end is told", () -> run.trainedProperty().get() != null);

        assertThat(run.stateProperty().get()).isEqualTo(TrainingState.COMPLETED);
        assertThat(run.scores()).containsExactly(new RunViewModel.Score("Evidence bound (ELBO)", -101.5));
        assertThat(place.ui.watchers()).isZero();
    }

    @Test
    void a_failed_run_says_why_and_can_be_resumed() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();
        engine.advance(3);

        engine.diverge();
        engine.job().await();
        Wait.until("the end is told", () -> run.failureProperty().get() != null);

        assertThat(run.failureProperty().get().problem()).isEqualTo("The loss at step 3 is not a number.");
        assertThat(run.resumableProperty().get()).isTrue();
    }

    private static DecimatedSeries total(RunViewModel run) {
        return Objects.requireNonNull(run.series().get("total"));
    }

    /// A run that has already sent many losses, some of them twice as a resumed run does.
    private static final class ManyLosses implements TrainingRun {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final int count;
        private final Job<ModelCard> job = Job.start("Training", Thread::startVirtualThread, _ -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new FileTrouble("The test is over.", "Nothing.");
        });

        ManyLosses(int count) {
            this.count = count;
        }

        @Override
        public Set<Remedy> remedies() {
            return Set.of();
        }

        @Override
        public Runnable subscribe(Consumer<TrainingEvent> listener) {
            for (int i = 1; i <= count; i++) {
                listener.accept(new TrainingEvent.Losses(i, 64L * i, Map.of("total", 1.0 / i)));
            }
            List.of(count - 2, count - 1, count)
                    .forEach(i -> listener.accept(new TrainingEvent.Losses(i, 64L * i, Map.of("total", 1.0 / i))));
            return () -> {};
        }

        @Override
        public Path folder() {
            return Path.of("runs", "many");
        }

        @Override
        public TrainingState state() {
            return TrainingState.RUNNING;
        }

        @Override
        public int step() {
            return count;
        }

        @Override
        public int steps() {
            return count;
        }

        @Override
        public Job<ModelCard> job() {
            return job;
        }

        @Override
        public void pause() {}

        @Override
        public void unpause() {}

        @Override
        public void stop() {}

        @Override
        public void learningRate(double value) {}

        @Override
        public Job<OpenModel> liveModel() {
            return Job.failed("live", new FileTrouble("There is none.", "Wait."));
        }
    }
}
