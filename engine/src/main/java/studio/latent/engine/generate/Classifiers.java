package studio.latent.engine.generate;

import studio.latent.engine.error.StudioException;

/// The classifiers that settings can name.
@FunctionalInterface
public interface Classifiers {
    /// The weights of the classifier that is meant. Called on a lane, when a lane first uses it.
    ///
    /// **Errors** that it is not there, or has other weights by now.
    LaneModels.Weights of(ClassifierChoice choice) throws StudioException;
}
