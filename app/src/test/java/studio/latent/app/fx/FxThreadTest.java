package studio.latent.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import studio.latent.app.FxTest;

class FxThreadTest extends FxTest {
    private final FxThread thread = new FxThread();

    @Test
    void an_action_runs_on_the_fx_thread_and_at_once_when_already_there() {
        AtomicReference<Boolean> onFx = new AtomicReference<>();
        thread.run(() -> onFx.set(Platform.isFxApplicationThread()));
        waitUntil("the action ran", () -> Boolean.TRUE.equals(onFx.get()));
        assertThat(callFx(() -> {
                    AtomicInteger ran = new AtomicInteger();
                    thread.run(ran::incrementAndGet);
                    return ran.get();
                }))
                .isEqualTo(1);
    }

    @Test
    void a_frame_action_runs_at_each_frame_until_it_is_stopped() {
        AtomicInteger frames = new AtomicInteger();
        Runnable stop = callFx(() -> thread.everyFrame(frames::incrementAndGet));
        waitUntil("three frames passed", () -> frames.get() >= 3);
        int atStop = callFx(() -> {
            stop.run();
            return frames.get();
        });
        AtomicInteger others = new AtomicInteger();
        Runnable stopOthers = callFx(() -> thread.everyFrame(others::incrementAndGet));
        waitUntil("others had frames", () -> others.get() >= 2);
        onFx(stopOthers);
        assertThat(frames.get()).isEqualTo(atStop);
    }

    @Test
    void what_arrives_after_closing_is_dropped() {
        AtomicInteger ran = new AtomicInteger();
        onFx(() -> {
            thread.everyFrame(ran::incrementAndGet);
            thread.close();
            thread.run(ran::incrementAndGet);
        });

        thread.run(ran::incrementAndGet);
        settle();

        assertThat(ran).hasValue(0);
    }
}
