package studio.latent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.StyleShift;

/// A model that is ready to be asked: a value-like handle, safe on any thread. Its weights live on the engine's
/// lanes.
public interface OpenModel {
    ModelCard card();

    LatentGeometry geometry();

    /// What an image can be asked to be: class names or `attribute=value`; empty for a model that takes no wishes.
    default List<String> conditions() {
        return List.of();
    }

    /// What the style of each layer steers, coarse layers first: `[channels, height, width]`; empty for a model
    /// without styles.
    default List<SampleShape> styleLayers() {
        return List.of();
    }

    /// Numbers of a style; 0 for a model without styles.
    default int styleDimension() {
        return 0;
    }

    /// Whether layers add noise, which then changes with its strength and its seed.
    default boolean addsLayerNoise() {
        return false;
    }

    /// `shift`, or where there is none one of the model's styles that moves nothing; only for a model with styles.
    default StyleShift shiftOr(@Nullable StyleShift shift) {
        return StyleShift.orNone(shift, styleLayers().size(), styleDimension());
    }

    /// Whether it moves this model's styles, or none at all.
    default boolean fits(@Nullable StyleShift shift) {
        return shift == null
                || (styleDimension() > 0 && shift.fits(styleLayers().size(), styleDimension()));
    }

    /// The layers that [Bench#features] looks into, in their order from the latent to the image; empty for a model
    /// of which none can be seen.
    default List<FeatureLayer> featureLayers() {
        return List.of();
    }

    /// How the model makes its images where nobody says otherwise; of use for a model that samples in steps.
    default SamplerSettings usualSampling() {
        return SamplerSettings.DEFAULTS;
    }

    /// Whether opposite borders of its images can be made to fit ([SamplerSettings#tiled()]).
    default boolean tiles() {
        return false;
    }

    /// Counts up when the weights change; only the model of a running training ever does.
    long version();

    /// Runs `action` on an engine thread after each change of [#version()]. Returns how to stop listening.
    Runnable onChange(Runnable action);
}
