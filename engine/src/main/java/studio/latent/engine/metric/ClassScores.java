package studio.latent.engine.metric;

import org.jspecify.annotations.Nullable;

/// What a network's classifying head says of images, one row an image and one column a class.
public sealed interface ClassScores {
    /// Numbers before the softmax, of generated images alone: a head whose classes are not the data's own.
    record Logits(FeatureMatrix generated) implements ClassScores {}

    /// Probabilities of the data's own classes.
    ///
    /// @param heldOut those of the held-out images; null without such images
    record Probabilities(FeatureMatrix reference, @Nullable FeatureMatrix heldOut, FeatureMatrix generated)
            implements ClassScores {
        public Probabilities {
            generated.requireDimension(reference.dimension());
            if (heldOut != null) {
                heldOut.requireDimension(reference.dimension());
            }
        }

        /// The most probable class of each image; of equal ones the first.
        static int[] predicted(FeatureMatrix probabilities) {
            int[] classes = new int[probabilities.count()];
            for (int row = 0; row < classes.length; row++) {
                for (int i = 1; i < probabilities.dimension(); i++) {
                    if (probabilities.value(row, i) > probabilities.value(row, classes[row])) {
                        classes[row] = i;
                    }
                }
            }
            return classes;
        }
    }
}
