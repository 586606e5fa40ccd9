package studio.latent.engine.direction;

/// How much an attribute changes along a direction.
///
/// @param attribute its name
/// @param change share of images whose value of the attribute the classifier sees change, in [0, 1]: half the sum
/// of the absolute changes of its values' probabilities, a mean over images
public record AttributeChange(String attribute, double change) {
    public AttributeChange {
        if (!(change >= 0 && change <= 1.000001)) {
            throw new IllegalArgumentException("change of " + attribute + " must be within [0, 1], got " + change);
        }
    }
}
