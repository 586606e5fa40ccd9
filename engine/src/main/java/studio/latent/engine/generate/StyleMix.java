package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.Latent;

/// Styles of another latent for some layers of a generator: coarse layers say how things lie, fine ones how they
/// look.
///
/// Truncation and wishes are the image's own for both latents.
///
/// **Source** Karras et al., "A style-based generator architecture for generative adversarial networks", 2019,
/// section 3.1.
///
/// @param other the latent whose style the layers take
/// @param layers which, counted from 0 for the coarsest; with none the image is as without it
public record StyleMix(Latent other, SortedSet<Integer> layers) {
    public StyleMix {
        layers = Collections.unmodifiableSortedSet(new TreeSet<>(layers));
        if (!layers.isEmpty() && layers.first() < 0) {
            throw new IllegalArgumentException("layers must be at least 0, got " + layers.first());
        }
    }

    /// The same for other layers.
    public StyleMix in(SortedSet<Integer> others) {
        return new StyleMix(other, others);
    }

    /// The layers as ranges, for example `0-3,6`; empty for none.
    public String layersText() {
        return text(layers);
    }

    /// Any layers as ranges; [#layers] is the reverse.
    public static String text(SortedSet<Integer> layers) {
        StringJoiner ranges = new StringJoiner(",");
        List<Integer> all = new ArrayList<>(layers);
        for (int i = 0; i < all.size(); i++) {
            int first = all.get(i);
            while (i + 1 < all.size() && all.get(i + 1) == all.get(i) + 1) {
                i++;
            }
            ranges.add(all.get(i) == first ? Integer.toString(first) : first + "-" + all.get(i));
        }
        return ranges.toString();
    }

    /// The reverse of [#text].
    ///
    /// **Errors** [IllegalArgumentException] for a text that is no list of ranges, and for more than 1000 layers.
    public static SortedSet<Integer> layers(String text) {
        SortedSet<Integer> layers = new TreeSet<>();
        if (text.isBlank()) {
            return layers;
        }
        for (String range : text.split(",", -1)) {
            String[] ends = range.strip().split("-", -1);
            if (ends.length > 2 || !ends[0].matches("\\d{1,3}") || !ends[ends.length - 1].matches("\\d{1,3}")) {
                throw new IllegalArgumentException("layers must be numbers and ranges as in 0-3,6, got '" + text + "'");
            }
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (last < first) {
                throw new IllegalArgumentException("layers: a range must go upwards, got " + range.strip());
            }
            for (int layer = first; layer <= last; layer++) {
                layers.add(layer);
            }
        }
        return layers;
    }

    /// **Errors** [IncompatibleModel] if the model's latents have another dimension; [BadOption] for a layer that
    /// it does not have.
    void requireFit(HasStyles model, int dimension) throws BadOption, IncompatibleModel {
        if (other.dimension() != dimension) {
            throw new IncompatibleModel(
                    "The latent whose style is mixed in has " + other.dimension()
                            + " numbers, this model's latents have " + dimension + ".",
                    "Mix with a latent of this model.");
        }
        requireLayers(layers, model.styleLayers());
    }

    /// **Errors** [BadOption] for a layer outside of [0, `count`).
    public static void requireLayers(SortedSet<Integer> layers, int count) throws BadOption {
        if (!layers.isEmpty() && layers.last() >= count) {
            throw new BadOption(
                    "The model has " + count + " layers with styles and none of the number " + layers.last() + ".",
                    "Use layers from 0, the coarsest, to " + (count - 1) + ", the finest.");
        }
    }
}
