package studio.latent.engine.direction;

import java.util.Arrays;
import studio.latent.engine.data.Attribute;

/// An attribute that a classifier tells from pixels.
///
/// @param heldOutAccuracy share of images it was not trained on whose value it told right, in [0, 1]
public record TrackedAttribute(Attribute attribute, double heldOutAccuracy) {
    /// Share of the way from guessing to certainty.
    private static final double LEAST_SKILL = 0.5;

    public TrackedAttribute {
        if (!(heldOutAccuracy >= 0 && heldOutAccuracy <= 1)) {
            throw new IllegalArgumentException(
                    "heldOutAccuracy of " + attribute.name() + " must be in [0, 1], got " + heldOutAccuracy);
        }
    }

    public String name() {
        return attribute.name();
    }

    /// Whether it is told much better than by always guessing the most frequent value.
    public boolean isTold() {
        long known = Arrays.stream(attribute.codes())
                .filter(code -> code != Attribute.UNKNOWN)
                .count();
        long most = 0;
        for (int value = 0; value < attribute.values().size(); value++) {
            int each = value;
            most = Math.max(
                    most,
                    Arrays.stream(attribute.codes())
                            .filter(code -> code == each)
                            .count());
        }
        double guess = known == 0 ? 1 : (double) most / known;
        return heldOutAccuracy - guess >= LEAST_SKILL * (1 - guess) && guess < 1;
    }
}
