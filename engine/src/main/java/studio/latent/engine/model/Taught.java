package studio.latent.engine.model;

/// A model that learns from another one: its training begins with that one's weights.
public interface Taught extends ModelDefinition {
    /// The part of its spec that must be the teacher's own.
    ModelSpec shared();

    /// Whether a weight of the teacher is one of its own.
    default boolean takes(String weight) {
        return true;
    }

    /// Whether it decodes by the teacher's weights alone, which it keeps: then a latent means to it what it means to
    /// the teacher, and directions of the teacher's latents are its own.
    default boolean keepsDecoder() {
        return false;
    }
}
