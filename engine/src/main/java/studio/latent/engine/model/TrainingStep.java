package studio.latent.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /// Names of the numbers that change during training; none, unless a step has some.
    default List<String> numbers() {
        return List.of();
    }

    /// Value of a number of [#numbers()] at an optimizer step (0 is the first).
    default double number(String name, int step) {
        throw new IllegalArgumentException("name must be one of " + numbers() + ", got " + name);
    }

    /// Places of an image's condition, which the data fill; 0 for a step that is told none.
    default int conditionRows() {
        return 0;
    }

    /// What a step works on.
    ///
    /// **Shapes** `images: [N, C, H, W]` in [0, 1], or for a model [InLatentSpace] what its encoder says of them;
    /// `condition: [N, rows]`, null exactly where [#conditionRows()] is 0; `noise`: one value `[N, ..]` for each of
    /// [#noise()].
    record Batch(Value images, @Nullable Value condition, List<Value> noise, List<Graph.Scalar> numbers) {}

    /// Writes the losses.
    LossTerms write(Graph g, Batch batch);
}
