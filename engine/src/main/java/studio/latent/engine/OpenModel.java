package studio.latent.engine;

import java.util.List;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;

/// A model that is ready to be asked: a value-like handle, safe on any thread. Its weights live on the engine's
/// lanes.
public interface OpenModel {
    ModelCard card();

    LatentGeometry geometry();

    /// What an image can be asked to be: class names or `attribute=value`; empty for a model that takes no wishes.
    default List<String> conditions() {
        return List.of();
    }

    /// Counts up when the weights change; only the model of a running training ever does.
    long version();

    /// Runs `action` on an engine thread after each change of [#version()]. Returns how to stop listening.
    Runnable onChange(Runnable action);
}
