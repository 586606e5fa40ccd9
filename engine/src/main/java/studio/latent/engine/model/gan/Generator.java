package studio.latent.engine.model.gan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// The player that makes images of noise.
interface Generator {
    /// What is drawn for each image of a training step.
    List<TrainingStep.NoiseInput> noise();

    /// Writes the network as it is trained.
    ///
    /// **Shapes** `condition: [N, rows]`, null for a generator that is told nothing; `noise` as [#noise]; the
    /// result is `[N, C, H, W]` in [−1, 1].
    Value train(Graph g, @Nullable Value condition, List<Value> noise);
}
