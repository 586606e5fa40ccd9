package studio.latent.engine.direction;

import java.util.Comparator;
import java.util.List;

/// What a direction changes besides what it is for, as classifiers of the attributes see it.
///
/// Each image is moved along the direction to its two `ends`; between them each attribute changes by a share. Leak
/// is the root mean square of the other attributes' changes divided by the change of the direction's own: 0 changes
/// nothing else, 1 changes everything else as much.
///
/// @param own what the direction is for; where it was not found by an attribute, what it changes most
/// @param others independent attributes, largest change first
/// @param kin attributes that say the same in other words, as glasses and kinds of glasses; they are not counted
/// @param unseen attributes that the classifier cannot tell; they are not counted
/// @param images number of images that were moved
/// @param end standard deviations on either side of the middle to which they were moved
public record Leak(
        AttributeChange own,
        List<AttributeChange> others,
        List<String> kin,
        List<String> unseen,
        int images,
        double end) {
    public Leak {
        others = others.stream()
                .sorted(Comparator.comparingDouble(AttributeChange::change).reversed())
                .toList();
        kin = List.copyOf(kin);
        unseen = List.copyOf(unseen);
        if (images < 1 || !(end > 0)) {
            throw new IllegalArgumentException("leak: images and end must be positive, got " + images + " and " + end);
        }
    }

    /// Root mean square of the others' changes, as a share of the own; infinite where the own does not change.
    public double figure() {
        if (others.isEmpty()) {
            return 0;
        }
        double square = 0;
        for (AttributeChange other : others) {
            square += other.change() * other.change();
        }
        return Math.sqrt(square / others.size()) / own.change();
    }
}
