/// Statistics of images by their features: distances between sets, precision and recall, bands and floors.
///
/// Everything here starts from a [FeatureMatrix]; where the features come from is not known.
@NullMarked
package studio.latent.engine.metric;

import org.jspecify.annotations.NullMarked;
