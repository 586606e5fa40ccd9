package studio.latent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.SampleShape;

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

    /// `shift`, or where there is none one that moves nothing; of as many styles as the model has.
    default DecoderShift shiftOr(@Nullable DecoderShift shift) {
        return DecoderShift.orNone(shift, styleLayers().size(), styleDimension());
    }

    /// Whether this model has what it moves.
    default boolean fits(@Nullable DecoderShift shift) {
        return shift == null
                || (shift.fitsStyles(styleLayers().size(), styleDimension())
                        && (shift.maps().isEmpty() || shift.fitsMaps(mapSizes())));
    }

    /// Whether this model has what it moves.
    default boolean fits(Direction direction) {
        return switch (direction.space()) {
            case Z -> direction.dimension() == card().latentDimension();
            case W, W_PLUS -> direction.fitsStyles(styleLayers().size(), styleDimension());
            case FEATURE_MAPS -> direction.fitsMaps(mapSizes());
        };
    }

    /// How many numbers each of [#featureLayers] makes of an image.
    default List<Integer> mapSizes() {
        return featureLayers().stream().map(layer -> layer.shape().size()).toList();
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
