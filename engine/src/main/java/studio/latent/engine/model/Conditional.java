package studio.latent.engine.model;

import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;

/// A model that can be told what its images shall be.
///
/// A condition is a row of weights: one place for each of [#conditions], and a last one that stands for no wish at
/// all.
public interface Conditional {
    /// What an image can be asked to be: class names, or `attribute=value`; empty for a model that takes no wishes.
    List<String> conditions();

    /// Places of a condition; 0 for a model that takes no wishes.
    default int conditionRows() {
        return conditions().isEmpty() ? 0 : conditions().size() + 1;
    }

    /// The condition of no wish: the last place alone. **Shapes** `[rows]`.
    default float[] unconditional() {
        float[] weights = new float[conditionRows()];
        if (weights.length > 0) {
            weights[weights.length - 1] = 1;
        }
        return weights;
    }

    /// Wishes as weights of the model's conditions; no wish is a place of its own. **Shapes** `[rows]`.
    ///
    /// **Errors** [BadOption] for a wish that the model does not know.
    default float[] conditionOf(Map<String, Double> wishes) throws BadOption {
        if (wishes.isEmpty()) {
            return unconditional();
        }
        List<String> names = conditions();
        float[] weights = new float[conditionRows()];
        for (Map.Entry<String, Double> wish : wishes.entrySet()) {
            int place = names.indexOf(wish.getKey());
            if (place < 0) {
                throw new BadOption(
                        "The model knows no '" + wish.getKey() + "'.",
                        names.isEmpty()
                                ? "It was trained without classes: leave the wish out."
                                : "Use one of " + String.join(", ", names) + ".");
            }
            weights[place] = wish.getValue().floatValue();
        }
        return weights;
    }
}
