package studio.latent.app.cli;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;

/// Tells whoever started a training how it goes. Safe on any thread.
interface TrainingReporter {
    void started();

    void event(TrainingEvent event);

    /// The last word; only the first call counts.
    ///
    /// @param model the trained model; null unless the run completed
    void ended(TrainingState state, @Nullable ModelCard model);
}
