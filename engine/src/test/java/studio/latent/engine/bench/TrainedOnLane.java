package studio.latent.engine.bench;

import java.util.concurrent.CompletableFuture;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.train.Trainer;
import studio.latent.engine.train.TrainingPlan;

/// A trainer on noise, on a train lane of its own.
final class TrainedOnLane {
    /// What is found out about a trainer.
    @FunctionalInterface
    interface Report {
        String of(Trainer trainer) throws StudioException;
    }

    private TrainedOnLane() {}

    static String report(TrainingPlan plan, int threads, Report report) {
        CompletableFuture<String> found = new CompletableFuture<>();
        try (Lane lane = new Lane(Lane.Kind.TRAIN, threads)) {
            lane.submit(Lane.Urgency.NOW, () -> {
                NoiseFeed feed =
                        NoiseFeed.of(plan.model().spec().image(), plan.spec().batch());
                try (Trainer trainer = Trainer.fresh(plan, feed)) {
                    found.complete(report.of(trainer));
                } catch (StudioException | RuntimeException e) {
                    found.completeExceptionally(e);
                }
            });
            return found.join();
        }
    }
}
