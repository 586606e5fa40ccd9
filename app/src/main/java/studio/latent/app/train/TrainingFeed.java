package studio.latent.app.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.train.TrainingEvent;

/// Collects a run's events on engine threads until the window takes them, all at once, at a frame.
///
/// Losses, measurements and remarks are all kept, in order; of speeds, pictures and judgements only the newest counts.
final class TrainingFeed {
    private List<TrainingEvent.Losses> losses = new ArrayList<>();
    private List<TrainingEvent.Measured> measured = new ArrayList<>();
    private List<TrainingEvent> remarks = new ArrayList<>();
    private TrainingEvent.@Nullable Speed speed;
    private TrainingEvent.@Nullable Grid grid;
    private TrainingEvent.@Nullable Reconstructions reconstructions;
    private TrainingEvent.@Nullable Judgements judgements;
    private boolean empty = true;

    /// Adds an event; from any thread, never waits for the window.
    synchronized void add(TrainingEvent event) {
        empty = false;
        switch (event) {
            case TrainingEvent.Losses l -> losses.add(l);
            case TrainingEvent.Measured m -> measured.add(m);
            case TrainingEvent.Speed s -> speed = s;
            case TrainingEvent.Grid g -> grid = g;
            case TrainingEvent.Reconstructions r -> reconstructions = r;
            case TrainingEvent.Judgements j -> judgements = j;
            case TrainingEvent.CheckpointSaved c -> remarks.add(c);
            case TrainingEvent.StateChanged c -> remarks.add(c);
            case TrainingEvent.Note n -> remarks.add(n);
            case TrainingEvent.Health h -> remarks.add(h);
        }
    }

    /// Takes what has come since the last call.
    synchronized Batch drain() {
        if (empty) {
            return Batch.NOTHING;
        }
        Batch batch = new Batch(losses, measured, remarks, speed, grid, reconstructions, judgements);
        losses = new ArrayList<>();
        measured = new ArrayList<>();
        remarks = new ArrayList<>();
        speed = null;
        grid = null;
        reconstructions = null;
        judgements = null;
        empty = true;
        return batch;
    }

    /// What has come between two frames.
    ///
    /// @param remarks checkpoints, notes, changes of state and of health, in order
    record Batch(
            List<TrainingEvent.Losses> losses,
            List<TrainingEvent.Measured> measured,
            List<TrainingEvent> remarks,
            TrainingEvent.@Nullable Speed speed,
            TrainingEvent.@Nullable Grid grid,
            TrainingEvent.@Nullable Reconstructions reconstructions,
            TrainingEvent.@Nullable Judgements judgements) {
        static final Batch NOTHING = new Batch(List.of(), List.of(), List.of(), null, null, null, null);
    }
}
