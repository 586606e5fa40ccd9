package studio.latent.app.cli;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.generate.StyleMix;

/// Where directions are looked for: among latents, among the styles of some layers, or in what a layer makes.
final class DirectionPlaceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable DirectionSpace space;
    private @Nullable SortedSet<Integer> layers;

    @Option(
            names = "--space",
            paramLabel = "z|w|w-plus|feature-maps",
            description =
                    "Where new directions point: z, the latents (the default), w, the styles that a style-gan maps"
                            + " them to; for an --attribute also w-plus, each layer's style in its own way, or"
                            + " feature-maps, what one layer makes of an image.")
    void space(String value) {
        space = switch (value.toLowerCase(Locale.ROOT)) {
            case "z" -> DirectionSpace.Z;
            case "w" -> DirectionSpace.W;
            case "w-plus" -> DirectionSpace.W_PLUS;
            case "feature-maps" -> DirectionSpace.FEATURE_MAPS;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--space must be z, w, w-plus or feature-maps, got " + value);
        };
    }

    @Option(
            names = "--layers",
            paramLabel = "LAYERS",
            description =
                    "The layers whose styles a direction in w or w-plus moves, as in 0-3,6; 0 is the coarsest. Default:"
                            + " all. With feature-maps the one layer that makes them; default: the last whose"
                            + " sides are at most an eighth of the image's, or else the first.")
    void layers(String value) {
        try {
            layers = StyleMix.layers(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
        }
    }

    boolean isGiven() {
        return space != null || layers != null;
    }

    /// What was asked for; the latents where nothing was.
    DirectionPlace place() {
        SortedSet<Integer> chosen = layers;
        DirectionSpace wanted = space;
        if (wanted == null || wanted.isOfLatents()) {
            if (chosen != null) {
                throw new ParameterException(
                        spec.commandLine(), "--layers belongs to --space w, w-plus or feature-maps");
            }
            return DirectionPlace.LATENTS;
        }
        if (wanted == DirectionSpace.FEATURE_MAPS && chosen != null && chosen.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--space feature-maps takes one layer of --layers, got " + chosen.size());
        }
        return new DirectionPlace(wanted, chosen == null ? Collections.emptySortedSet() : chosen);
    }
}
