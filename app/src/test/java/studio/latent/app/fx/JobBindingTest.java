package studio.latent.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Outcome;

class JobBindingTest {
    private final ManualUiThread ui = new ManualUiThread();
    private final JobBinding binding = new JobBinding(ui);
    private final List<Runnable> lane = new ArrayList<>();

    @Test
    void a_running_job_is_looked_at_once_a_frame_and_no_longer_when_it_ends() {
        List<String> seen = new ArrayList<>();
        binding.activityProperty().subscribe(now -> seen.add(now));
        Job<Integer> job = Job.start("Counting", lane::add, context -> {
            context.progress("one", 1, 4);
            context.progress("two", 2, 4);
            ui.frame();
            assertThat(binding.progressProperty().get()).isEqualTo(0.5);
            assertThat(binding.remainingProperty().get()).isNotNaN();
            return 42;
        });
        List<Outcome<Integer>> ends = new ArrayList<>();

        binding.watch(job, ends::add);
        assertThat(binding.isRunning()).isTrue();
        assertThat(binding.progressProperty().get()).isEqualTo(JobBinding.UNKNOWN);
        assertThat(ui.watchers()).isEqualTo(1);
        lane.forEach(Runnable::run);

        assertThat(seen).containsExactly("", "two");
        assertThat(ends).containsExactly(new Outcome.Completed<>(42));
        assertThat(binding.stateProperty().get()).isEqualTo(JobBinding.State.COMPLETED);
        assertThat(binding.progressProperty().get()).isEqualTo(1);
        assertThat(ui.watchers()).isZero();
    }

    @Test
    void cancel_reaches_the_job_and_shows_as_cancelled() {
        binding.watch(Job.start("Endless", lane::add, JobBindingTest::untilCancelled));
        binding.cancel();
        lane.forEach(Runnable::run);
        assertThat(binding.stateProperty().get()).isEqualTo(JobBinding.State.CANCELLED);
    }

    private static int untilCancelled(JobContext context) {
        while (true) {
            context.checkCancelled();
        }
    }

    @Test
    void a_failure_is_kept_with_its_cause() {
        BadImage cause = new BadImage("The file is torn.", "Choose another one.", null);
        binding.watch(Job.failed("Reading", cause));
        assertThat(binding.stateProperty().get()).isEqualTo(JobBinding.State.FAILED);
        assertThat(binding.failure()).contains(cause);
    }

    @Test
    void the_end_of_a_job_that_was_replaced_is_not_reported() {
        List<String> ends = new ArrayList<>();
        Job<String> first = Job.start("first", lane::add, _ -> "first");
        Job<String> second = Job.start("second", lane::add, _ -> "second");
        binding.watch(first, _ -> ends.add("first"));
        binding.watch(second, _ -> ends.add("second"));
        lane.get(0).run();
        assertThat(binding.isRunning()).isTrue();
        lane.get(1).run();
        assertThat(ends).containsExactly("second");
    }
}
