package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LaneTest {
    @ParameterizedTest
    @EnumSource(Lane.Kind.class)
    void aLaneSetsItsThreadsOwnThreadCountAndLeavesGradientsToScripts(Lane.Kind kind) throws Exception {
        try (Lane lane = new Lane(kind, 2)) {
            CompletableFuture<Boolean> gradient = new CompletableFuture<>();
            CompletableFuture<Integer> threads = new CompletableFuture<>();

            lane.submit(Lane.Urgency.NOW, () -> {
                gradient.complete(JniUtils.isGradMode());
                threads.complete(JniUtils.getNumThreads());
            });

            assertThat(gradient.join()).isTrue();
            assertThat(threads.join()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aTensorIsRefusedOnAnyOtherLane(ComputeDevice device) {
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, scope -> {
                    Tensor tensor = Tensor.of(scope, device, HostTensor.zeros(2));
                    return OnLane.call(Lane.Kind.BACKGROUND, other -> tensor.toHost());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RENDER lane was touched on lane-background");
    }

    @Test
    void aTensorIsRefusedOutsideOfLanes() {
        assertThatThrownBy(() -> new Scope().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tensors belong to a lane");
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void anArrayLeftBehindFailsTheLeakCheck(ComputeDevice device) {
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, scope -> {
                    Tensor.of(new Scope(), device, HostTensor.zeros(2));
                    return 0;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 arrays were left");
    }

    @Test
    void theMostUrgentWaitingWorkGoesFirst() throws Exception {
        try (Lane lane = new Lane(Lane.Kind.BACKGROUND, 1)) {
            CountDownLatch gate = new CountDownLatch(1);
            List<String> order = new ArrayList<>();
            CompletableFuture<Void> end = new CompletableFuture<>();
            lane.submit(Lane.Urgency.NOW, () -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            lane.submit(Lane.Urgency.WHENEVER, () -> end.complete(null));
            lane.submit(Lane.Urgency.SOON, () -> order.add("first soon"));
            lane.submit(Lane.Urgency.SOON, () -> order.add("second soon"));
            lane.submit(Lane.Urgency.NOW, () -> order.add("now"));
            gate.countDown();
            end.join();

            assertThat(order).containsExactly("now", "first soon", "second soon");
        }
    }

    @Test
    void closingWaitsForTheTaskThatRunsAndDropsTheOthers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Lane lane = new Lane(Lane.Kind.BACKGROUND, 1);
        lane.submit(Lane.Urgency.NOW, () -> {
            running.countDown();
            try {
                gate.await();
                done.add("finished");
            } catch (InterruptedException e) {
                done.add("interrupted");
            }
        });
        lane.submit(Lane.Urgency.SOON, () -> done.add("dropped"));
        running.await();

        Thread closer = Thread.startVirtualThread(lane::close);
        while (!lane.isClosed()) {
            Thread.onSpinWait();
        }
        gate.countDown();
        closer.join();

        assertThat(done).containsExactly("finished");
        assertThatThrownBy(() -> lane.submit(Lane.Urgency.NOW, () -> {})).isInstanceOf(IllegalStateException.class);
    }
}
