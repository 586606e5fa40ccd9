package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

class LanesTest {
    private static Lanes lanes() {
        return new Lanes("cpu", 1, 1, LanesTest::noClassifier);
    }

    private static LaneModels.Weights noClassifier(ClassifierChoice choice) throws NotFound {
        throw new NotFound("There is no classifier.", "Train one.");
    }

    @Test
    void workForTheHandIsDoneBeforeTheNextStepOfOtherImagesWhichAreBegunAnew() throws Exception {
        try (Lanes lanes = lanes()) {
            List<String> order = new ArrayList<>(); // of the render lane alone
            Job<Integer> job = lanes.render("Images", (context, _) -> {
                for (int step = 1; step <= 4; step++) {
                    context.checkCancelled();
                    order.add("step " + step);
                    if (order.size() == 2) {
                        lanes.onRender(() -> order.add("hand"));
                    }
                }
                return 4;
            });

            assertThat(job.await().orThrow()).isEqualTo(4);
            assertThat(order).containsExactly("step 1", "step 2", "hand", "step 1", "step 2", "step 3", "step 4");
        }
    }

    @Test
    void whatGaveWayCanBeCancelledWhileItWaits() {
        try (Lanes lanes = lanes()) {
            CompletableFuture<Job<String>> asked = new CompletableFuture<>();
            Job<String> job = lanes.render("Images", (context, _) -> {
                lanes.onRender(() -> asked.join().cancel());
                context.checkCancelled();
                return "made";
            });
            asked.complete(job);

            assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
        }
    }

    @Test
    void otherImagesDoNotGiveWayToEachOther() throws Exception {
        try (Lanes lanes = lanes()) {
            List<String> order = new ArrayList<>();
            CompletableFuture<Job<String>> second = new CompletableFuture<>();
            Job<String> first = lanes.render("First", (context, _) -> {
                second.complete(lanes.render("Second", (_, _) -> {
                    order.add("second");
                    return "";
                }));
                context.checkCancelled();
                order.add("first");
                return "";
            });
            first.await().orThrow();
            second.join().await().orThrow();

            assertThat(order).containsExactly("first", "second");
        }
    }
}
