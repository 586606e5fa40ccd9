package studio.latent.engine;

import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;

/// A model that is ready to be asked: a value-like handle, safe on any thread. Its weights live on the engine's lanes.
public interface OpenModel {
    ModelCard card();

    LatentGeometry geometry();

    /// Counts up when the weights change; only the model of a running training ever does.
    long version();

    /// Runs `action` on an engine thread after each change of [#version()]. Returns how to stop listening.
    Runnable onChange(Runnable action);
}
