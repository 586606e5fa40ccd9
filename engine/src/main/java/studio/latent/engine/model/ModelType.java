package studio.latent.engine.model;

import java.util.List;
import java.util.function.Function;
import studio.latent.engine.image.ImageShape;

/// One entry of the catalogue: a kind of model that can be trained here.
///
/// @param id name in files and on the command line
/// @param specType the record that holds its settings
/// @param defaults the settings for images of a shape, before any preset
/// @param presets starting points; the first is the default
/// @param define the definition of a spec
public record ModelType<S extends Record & ModelSpec>(
        String id,
        Family family,
        Class<S> specType,
        Function<ImageShape, S> defaults,
        List<Preset> presets,
        Function<S, ModelDefinition> define) {
    /// The definition of a spec of this type.
    ///
    /// **Errors** [ClassCastException] for a spec of another type.
    public ModelDefinition definitionOf(ModelSpec spec) {
        return define.apply(specType.cast(spec));
    }
}
