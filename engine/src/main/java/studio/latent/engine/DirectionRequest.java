package studio.latent.engine;

import java.util.List;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.model.Latent;

/// What directions to look for.
public sealed interface DirectionRequest {
    DirectionMethod method();

    long seed();

    /// The space and the layers of the directions.
    default DirectionPlace place() {
        return DirectionPlace.LATENTS;
    }

    /// The direction of an attribute of a data set.
    ///
    /// A model that encodes is shown the data set's images. Of any other, images are drawn, and a classifier that
    /// was trained on the data set says what is on them.
    ///
    /// @param attribute `smile`, or `hairColor=red|brown`; `class` is the data set's classes
    /// @param without attributes, written likewise, that shall not change
    /// @param disentangling how strongly the direction is turned to where less changes besides, in [0, 100]; 0 for
    /// as it is found, 1 is usual
    ///
    /// In w+ the method is [DirectionMethod#MEAN_CHANGE], which needs no points on two sides. In feature maps it is
    /// [DirectionMethod#PARTIAL_DIFFERENCE], which holds all other attributes: there is nothing to leave out or to
    /// turn away from.
    record OfAttribute(
            String dataset,
            String attribute,
            DirectionMethod method,
            List<String> without,
            long seed,
            DirectionPlace place,
            double disentangling)
            implements DirectionRequest {
        public OfAttribute {
            if (!method.isOfAttributes() || !method.findsIn(place.space())) {
                throw new IllegalArgumentException(
                        "method must be one of attributes for " + place.space() + ", got " + method);
            }
            if (place.space() == DirectionSpace.FEATURE_MAPS && (disentangling > 0 || !without.isEmpty())) {
                throw new IllegalArgumentException("in feature maps all other attributes are held already");
            }
            if (!(disentangling >= 0 && disentangling <= 100)) {
                throw new IllegalArgumentException("disentangling must be in [0, 100], got " + disentangling);
            }
            without = List.copyOf(without);
        }

        public OfAttribute(String dataset, String attribute, DirectionMethod method, List<String> without, long seed) {
            this(dataset, attribute, method, without, seed, DirectionPlace.LATENTS, 0);
        }
    }

    /// The direction from some latents to others.
    ///
    /// @param plus at least one
    /// @param minus at least one
    record OfSides(List<Latent> plus, List<Latent> minus, DirectionMethod method, long seed, DirectionPlace place)
            implements DirectionRequest {
        public OfSides {
            requireSides(method);
            plus = List.copyOf(plus);
            minus = List.copyOf(minus);
            if (plus.isEmpty() || minus.isEmpty()) {
                throw new IllegalArgumentException(
                        "plus and minus must have a latent each, got " + plus.size() + " and " + minus.size());
            }
        }

        public OfSides(List<Latent> plus, List<Latent> minus, DirectionMethod method, long seed) {
            this(plus, minus, method, seed, DirectionPlace.LATENTS);
        }
    }

    /// Directions that need neither labels nor sides.
    ///
    /// @param count most directions, in [1, 1024]
    record ClosedForm(DirectionMethod method, int count, long seed, DirectionPlace place) implements DirectionRequest {
        public ClosedForm {
            if (method.isOfAttributes() || method == DirectionMethod.ACTIVATION_COMPONENT) {
                throw new IllegalArgumentException("method must be one without sides or layers, got " + method);
            }
            if (count < 1 || count > 1024) {
                throw new IllegalArgumentException("count must be in [1, 1024], got " + count);
            }
        }

        public ClosedForm(DirectionMethod method, int count, long seed) {
            this(method, count, seed, DirectionPlace.LATENTS);
        }
    }

    /// Directions along which a layer of the model varies most.
    ///
    /// @param layer one of [OpenModel#featureLayers], by its name; empty for the first
    /// @param count most directions, in [1, 64]
    record OfLayer(String layer, int count, long seed) implements DirectionRequest {
        public OfLayer {
            if (count < 1 || count > 64) {
                throw new IllegalArgumentException("count must be in [1, 64], got " + count);
            }
        }

        @Override
        public DirectionMethod method() {
            return DirectionMethod.ACTIVATION_COMPONENT;
        }
    }

    private static void requireSides(DirectionMethod method) {
        if (!method.tellsSidesApart()) {
            throw new IllegalArgumentException("method must be one that tells sides apart, got " + method);
        }
    }
}
