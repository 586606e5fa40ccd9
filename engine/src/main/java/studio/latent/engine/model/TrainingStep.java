package studio.latent.engine.model;

import java.util.List;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// What a family computes in one step of training; the loop, the optimizer and the data are not its business.
public interface TrainingStep {
    /// Random numbers that the step needs for each image, drawn by seed outside of the script.
    record NoiseInput(String name, Noise.Stream stream, Distribution distribution, int... shape) {
        public enum Distribution {
            NORMAL,
            UNIFORM
        }
    }

    List<NoiseInput> noise();

    /// Names of the numbers that change during training.
    List<String> numbers();

    /// Value of a number of [#numbers()] at an optimizer step (0 is the first).
    double number(String name, int step);

    /// Writes the losses.
    ///
    /// **Shapes** `images: [N, C, H, W]` in [0, 1]; `noise`: one value `[N, ..]` for each of [#noise()].
    LossTerms write(Graph g, Value images, List<Value> noise, List<Graph.Scalar> numbers);
}
