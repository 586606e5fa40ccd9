package studio.latent.app.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.FeatureLayer;

/// A layer of a model to look into, named by its size.
///
/// @param number from 1, among those of its size
/// @param alone whether it is the only one of its size
public record LayerChoice(FeatureLayer layer, int number, boolean alone) {
    /// The layers of a model from the latent to the image; none of no model.
    static List<LayerChoice> of(@Nullable OpenModel model) {
        List<FeatureLayer> all = model == null ? List.of() : model.featureLayers();
        return all.stream().map(layer -> of(layer, all)).toList();
    }

    private static LayerChoice of(FeatureLayer layer, List<FeatureLayer> all) {
        List<FeatureLayer> alike =
                all.stream().filter(other -> sameSize(other, layer)).toList();
        return new LayerChoice(layer, alike.indexOf(layer) + 1, alike.size() == 1);
    }

    private static boolean sameSize(FeatureLayer one, FeatureLayer other) {
        return one.shape().height() == other.shape().height()
                && one.shape().width() == other.shape().width();
    }

    /// What the layer is called.
    String words(Messages messages) {
        String size = messages.text(
                "explore.layers.size", layer.shape().width(), layer.shape().height());
        return alone ? size : messages.text("explore.layers.numbered", size, number);
    }
}
