package studio.latent.engine;

import java.nio.file.Path;
import studio.latent.engine.metric.feature.InceptionTap;

/// By which features images are compared.
public sealed interface FeatureChoice {
    /// Inception-v3 to mixed5, which ships with the studio: 768 numbers.
    record Mixed5() implements FeatureChoice {}

    /// The FID's own Inception-v3 from a file that the user has.
    ///
    /// @param weights `pt_inception-2015-12-05-6726825d.pth` or the same weights under another name
    record Fid(Path weights, InceptionTap tap) implements FeatureChoice {}

    /// A classifier of the reference data set's own classes, trained on first use and kept: 128 numbers.
    record Domain() implements FeatureChoice {}

    /// The pixels themselves, for tiny images.
    record Pixels() implements FeatureChoice {}
}
