package studio.latent.app.session;

import studio.latent.engine.model.PriorKind;

/// How a latent came to be: what the undo strip names it by and what a recipe needs to know of it.
public sealed interface Origin {
    /// Drawn from a prior; a recipe names the seed and not the numbers.
    ///
    /// @param temperature standard deviation factor on the prior, in [0, 4]
    record Seed(long seed, PriorKind prior, double temperature) implements Origin {
        public Seed {
            if (!(temperature >= 0 && temperature <= 4)) {
                throw new IllegalArgumentException("temperature must be in [0, 4], got " + temperature);
            }
        }
    }

    /// Moved along a principal direction; counts from 0.
    record Axis(int index) implements Origin {
        public Axis {
            requireIndex(index);
        }
    }

    /// Moved along a direction that somebody named.
    record Named(String direction) implements Origin {
        public Named {
            if (direction.isBlank()) {
                throw new IllegalArgumentException("direction must not be blank");
            }
        }
    }

    /// One raw coordinate set; counts from 0.
    record Coordinate(int index) implements Origin {
        public Coordinate {
            requireIndex(index);
        }
    }

    /// Back at the middle of the encoded data.
    record Centre() implements Origin {}

    /// Mixed on the seed plane.
    record Plane() implements Origin {}

    /// A point on the path between pinned images.
    record Path() implements Origin {}

    /// One image and the difference of others: A + s · (C − B).
    record Arithmetic() implements Origin {}

    /// Encoded from an image; `file` is its name without the folder.
    record Encoded(String file) implements Origin {}

    /// Read from a picture's recipe; `file` is its name without the folder.
    record Restored(String file) implements Origin {}

    private static void requireIndex(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, got " + index);
        }
    }
}
