package studio.latent.engine.train;

import java.nio.file.Path;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// The states after the same number of steps of a run that never stopped, and of one that stopped on the way, was
/// written to a file and went on from that.
record StraightAndResumed(Checkpoint straight, Checkpoint resumed) {
    /// @param folder of the stopped run's checkpoint
    static StraightAndResumed of(TrainingPlan plan, BatchFeed feed, int steps, int stop, Path folder) throws Exception {
        Checkpoint straight = OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, feed)) {
                return after(trainer, steps);
            }
        });
        Checkpoints files = new Checkpoints(folder, new AtomicFile());
        OnLane.call(Lane.Kind.TRAIN, _ -> {
            try (Trainer trainer = Trainer.fresh(plan, feed)) {
                return files.save(after(trainer, stop));
            }
        });
        Checkpoint resumed = OnLane.call(Lane.Kind.TRAIN, _ -> {
            Checkpoint read = files.newest(remark -> {}).orElseThrow();
            try (Trainer trainer = Trainer.resumed(plan, feed, read)) {
                return after(trainer, steps);
            }
        });
        return new StraightAndResumed(straight, resumed);
    }

    private static Checkpoint after(Trainer trainer, int steps) throws Exception {
        trainer.steps(steps, JobContext.unattended());
        return trainer.checkpoint();
    }
}
