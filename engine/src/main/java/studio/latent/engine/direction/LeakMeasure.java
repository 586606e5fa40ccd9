package studio.latent.engine.direction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.metric.FeatureMatrix;

/// Computes a [Leak] from what a classifier says of images at both ends of a direction.
///
/// **Shapes** probabilities have one row an image and one column a value, attribute after attribute in the order
/// of `attributes`.
public record LeakMeasure(List<TrackedAttribute> attributes) {
    public LeakMeasure {
        attributes = List.copyOf(attributes);
    }

    /// The leak of a direction, or nothing where the classifier cannot tell its own attribute, or no attribute.
    ///
    /// @param own what the direction is for; null for what it changes most
    /// @param low probabilities of the images at the lower end
    /// @param high of the same images at the upper end
    public Optional<Leak> leak(@Nullable AttributeChoice own, FeatureMatrix low, FeatureMatrix high, double end) {
        List<String> unseen = new ArrayList<>();
        List<TrackedAttribute> told = new ArrayList<>();
        for (TrackedAttribute attribute : attributes) {
            if (attribute.isTold()) {
                told.add(attribute);
            } else {
                unseen.add(attribute.name());
            }
        }
        if (told.isEmpty()
                || low.count() == 0
                || (own != null && unseen.contains(own.attribute().name()))) {
            return Optional.empty();
        }
        AttributeChange first = own == null
                ? mostChanged(told, low, high)
                : new AttributeChange(own.text(), Math.max(0, sideChange(own, low, high)));
        int[] sides = own == null ? codes(first.attribute()) : own.sides();
        String ownName = own == null ? first.attribute() : own.attribute().name();
        List<String> kin = new ArrayList<>();
        List<AttributeChange> others = new ArrayList<>();
        for (TrackedAttribute attribute : told) {
            if (!attribute.name().equals(ownName)) {
                if (AttributeKinship.areKin(sides, attribute.attribute().codes())) {
                    kin.add(attribute.name());
                } else {
                    others.add(change(attribute, low, high));
                }
            }
        }
        return Optional.of(new Leak(first, others, kin, unseen, low.count(), end));
    }

    /// What shall not change with an attribute: all but itself, its kin and what the classifier cannot tell.
    public List<Attribute> othersThan(AttributeChoice own) {
        return attributes.stream()
                .filter(TrackedAttribute::isTold)
                .map(TrackedAttribute::attribute)
                .filter(attribute -> !attribute.name().equals(own.attribute().name()))
                .filter(attribute -> !AttributeKinship.areKin(own.sides(), attribute.codes()))
                .toList();
    }

    /// The columns of [#othersThan].
    public int[] othersOf(AttributeChoice own) {
        return othersThan(own).stream()
                .flatMapToInt(attribute -> {
                    int first = firstColumn(attribute.name());
                    return IntStream.range(first, first + attribute.values().size());
                })
                .toArray();
    }

    /// The columns of an attribute's plus side.
    ///
    /// **Errors** [IllegalArgumentException] for an attribute that the classifier does not know.
    public int[] plusOf(AttributeChoice own) {
        int first = firstColumn(own.attribute().name());
        return own.plus().stream().mapToInt(value -> first + value).toArray();
    }

    private AttributeChange mostChanged(List<TrackedAttribute> told, FeatureMatrix low, FeatureMatrix high) {
        AttributeChange most = change(told.getFirst(), low, high);
        for (TrackedAttribute attribute : told) {
            AttributeChange change = change(attribute, low, high);
            most = change.change() > most.change() ? change : most;
        }
        return most;
    }

    private int[] codes(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(attribute -> attribute.attribute().codes())
                .findFirst()
                .orElseThrow();
    }

    private int firstColumn(String name) {
        int column = 0;
        for (TrackedAttribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return column;
            }
            column += attribute.attribute().values().size();
        }
        throw new IllegalArgumentException("the classifier knows no attribute " + name);
    }

    /// Half the sum of the absolute changes of the values' probabilities, a mean over images.
    private AttributeChange change(TrackedAttribute attribute, FeatureMatrix low, FeatureMatrix high) {
        int first = firstColumn(attribute.name());
        int width = attribute.attribute().values().size();
        double sum = 0;
        for (int image = 0; image < low.count(); image++) {
            for (int column = first; column < first + width; column++) {
                sum += Math.abs((double) high.value(image, column) - low.value(image, column));
            }
        }
        return new AttributeChange(attribute.name(), Math.min(1, sum / 2 / low.count()));
    }

    /// How much more probable the plus side is at the upper end, a mean over images.
    private double sideChange(AttributeChoice own, FeatureMatrix low, FeatureMatrix high) {
        int[] columns = plusOf(own);
        double sum = 0;
        for (int image = 0; image < low.count(); image++) {
            for (int column : columns) {
                sum += (double) high.value(image, column) - low.value(image, column);
            }
        }
        return Math.min(1, sum / low.count());
    }
}
