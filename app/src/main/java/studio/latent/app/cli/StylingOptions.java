package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.model.PriorKind;

/// How a model that makes its images in one step styles them: truncation, noise of layers, styles of another
/// latent.
final class StylingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Double truncation;
    private @Nullable Double layerNoise;
    private @Nullable SortedSet<Integer> styleLayers;

    @Option(
            names = "--truncation",
            paramLabel = "PSI",
            description = "Of a model that makes images in one step: factor on how far latents lie from their mean, in"
                    + " [0, 2]; below 1 typical images, above 1 unusual ones. Default: 1.")
    void truncation(double value) {
        truncation = new OptionRange(spec, "--truncation").inside(0, 2, value);
    }

    @Option(
            names = "--layer-noise",
            paramLabel = "F",
            description =
                    "Of a model with noise in its layers: factor on that noise, in [0, 4]; 0 is none. Default: 1.")
    void layerNoise(double value) {
        layerNoise = new OptionRange(spec, "--layer-noise").inside(0, 4, value);
    }

    @Option(
            names = "--layer-noise-seed",
            paramLabel = "S",
            description = "Of a model with styles: seed of the noise in its layers. Default: the noise that the model"
                    + " keeps.")
    private @Nullable Long layerNoiseSeed;

    @Option(
            names = "--style-seed",
            paramLabel = "S",
            description = "Of a model with styles: seed of a latent whose style some layers take, from the normal"
                    + " prior; goes with --style-layers.")
    private @Nullable Long styleSeed;

    @Option(
            names = "--style-layers",
            paramLabel = "LAYERS",
            description = "The layers that take the style of --style-seed, as in 0-3,6; 0 is the coarsest. Coarse"
                    + " layers say how things lie, fine ones how they look.")
    void styleLayers(String value) {
        try {
            styleLayers = StyleMix.layers(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--style-layers: " + e.getMessage());
        }
    }

    /// Whether anything was asked for.
    boolean isGiven() {
        return Stream.of(truncation, layerNoise, layerNoiseSeed, styleSeed, styleLayers)
                .anyMatch(Objects::nonNull);
    }

    /// What was asked for, else as `usual`.
    ///
    /// **Errors** [IncompatibleModel] for a model without styles of which some were asked for;
    /// [studio.latent.engine.error.BadOption] for a layer that it does not have.
    Styling of(ModelInUse model, Styling usual) throws StudioException {
        if ((styleSeed == null) != (styleLayers == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    styleSeed == null
                            ? "--style-layers needs --style-seed: which latent's style they take"
                            : "--style-seed needs --style-layers: which layers take its style, as in 4-8");
        }
        Styling styling = usual.truncatedTo(truncation == null ? usual.truncation() : truncation)
                .withNoise(layerNoise == null ? usual.noise() : layerNoise)
                .withNoiseOf(layerNoiseSeed == null ? usual.noiseSeed() : layerNoiseSeed);
        Long seed = styleSeed;
        SortedSet<Integer> layers = styleLayers;
        int known = model.model().styleLayers().size();
        if (known == 0 && (layerNoise != null || layerNoiseSeed != null || seed != null)) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name() + "' has no styles, and its layers have no noise.",
                    "Leave --layer-noise, --layer-noise-seed, --style-seed and --style-layers out, or choose a model of"
                            + " the type style-gan.");
        }
        if (seed == null || layers == null) {
            return styling;
        }
        StyleMix.requireLayers(layers, known);
        return styling.mixedWith(
                new StyleMix(model.bench().latentOf(model.model(), seed, PriorKind.NORMAL, 1), layers));
    }

    /// Adds what differs from the usual to a result's JSON.
    static void describe(JsonObject object, Styling styling) {
        if (styling.equals(Styling.USUAL)) {
            return;
        }
        object.addProperty("truncation", styling.truncation());
        object.addProperty("layerNoise", styling.noise());
        Long seed = styling.noiseSeed();
        if (seed != null) {
            object.addProperty("layerNoiseSeed", seed);
        }
        StyleMix mix = styling.mix();
        if (mix != null) {
            object.addProperty("styleLayers", mix.layersText());
        }
    }
}
