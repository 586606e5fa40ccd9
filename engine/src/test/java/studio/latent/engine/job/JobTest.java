package studio.latent.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.OutOfDeviceMemory;

class JobTest {
    @Test
    void aFinishedBodyCompletesTheJob() throws Exception {
        Job<Integer> job = Job.start("add", Runnable::run, context -> {
            context.progress("adding", 1, 2);
            return 42;
        });

        assertThat(job.await().orThrow()).isEqualTo(42);
        assertThat(job.progress()).isEqualTo(new Progress("adding", 1, 2));
    }

    @Test
    void aCancelledJobEndsAtItsNextCheck() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Job<Integer> job = Job.start("spin", Thread::startVirtualThread, context -> {
            running.countDown();
            while (true) {
                context.checkCancelled();
                Thread.onSpinWait();
            }
        });
        running.await();

        job.cancel();

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aFaultOfTheWorldReachesTheOwnerAsItself() {
        Job<Integer> job = Job.start("find", Runnable::run, context -> {
            throw new NotFound("There is no model named 'x'.", "Run 'studio models' to see what is there.");
        });

        assertThatThrownBy(() -> job.await().orThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("studio models");
    }

    @Test
    void aFullDeviceIsTheWorldsFaultWhereverItWasMet() {
        OutOfDeviceMemory full = new OutOfDeviceMemory("Full.", "Use less.");
        Job<Integer> job = Job.start("copy", Runnable::run, _ -> {
            throw new OutOfDeviceMemory.Unchecked(full);
        });

        assertThat(job.await()).isEqualTo(new Outcome.Failed<Integer>(full));
    }

    @Test
    void aBodyThatIsOvertakenIsBegunAnew() throws Exception {
        Queue<Runnable> turns = new ArrayDeque<>();
        AtomicBoolean overtaken = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        Job<Integer> job = Job.start("paint", turns::add, overtaken::get, context -> {
            overtaken.set(begun.incrementAndGet() == 1);
            context.checkCancelled();
            return begun.get();
        });

        turns.remove().run();
        assertThat(job.isDone()).isFalse();
        overtaken.set(false);
        turns.remove().run();

        assertThat(job.await().orThrow()).isEqualTo(2);
        assertThat(turns).isEmpty();
    }

    @Test
    void aBugEndsTheJobAsFailedWithItsCause() {
        Job<Integer> job = Job.start("break", Runnable::run, context -> {
            throw new IllegalStateException("bug");
        });

        assertThat(job.await())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void actionsAddedAfterTheEndRunAtOnce() {
        StringBuilder seen = new StringBuilder();

        Job.completed("done", "value").whenDone(outcome -> seen.append(outcome));

        assertThat(seen.toString()).contains("value");
    }
}
