package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;

/// The styles of a model that has them, on the lane that loaded it: from latents, and to images, layer by layer.
///
/// Obtained from [ModelOnLane#styles], and closed with it.
public final class StylesOnLane {
    /// The noise of all layers that a seed gives.
    private record Drawn(long seed, float[] noise) {}

    private final HasStyles model;
    private final int latentDimension;
    private final LaneNetwork network;
    private final OneStepDecoder decoder;

    /// The model's own noise, once it was asked for.
    private float @Nullable [] own;

    private @Nullable Drawn drawn;

    StylesOnLane(HasStyles model, int latentDimension, LaneNetwork network, OneStepDecoder decoder) {
        this.model = model;
        this.latentDimension = latentDimension;
        this.network = network;
        this.decoder = decoder;
    }

    /// The style of a latent, truncated and wished for as the settings say: `[s]`.
    ///
    /// **Errors** [IncompatibleModel] for a latent of another dimension; [BadOption] for a wish that is not known.
    public float[] style(Latent latent, SamplerSettings settings) throws StudioException {
        if (latent.dimension() != latentDimension) {
            throw new IncompatibleModel(
                    "The latent has " + latent.dimension() + " numbers, this model's latents have " + latentDimension
                            + ".",
                    "Open the model that the latent came from.");
        }
        try (Scope step = new Scope()) {
            return network.call(step, OneStepDecoder.MAP, decoder.styleArguments(step, latent, settings))
                    .getFirst()
                    .toHost()
                    .values();
        }
    }

    /// The styles of all layers: the latent's own, and those of another latent where the settings mix it in; then
    /// moved as the settings say.
    ///
    /// **Shapes** `[layers][s]`, coarse layers first.
    ///
    /// **Errors** as [#style], for the other latent too; [BadOption] for a layer that the model does not have;
    /// [IncompatibleModel] for a shift of other styles.
    public float[][] styles(Latent latent, SamplerSettings settings) throws StudioException {
        float[][] styles = new float[model.styleLayers()][];
        Arrays.fill(styles, style(latent, settings));
        StyleMix mix = settings.styling().mix();
        if (mix != null) {
            mix.requireFit(model, latentDimension);
            float[] other = style(mix.other(), settings);
            mix.layers().forEach(layer -> styles[layer] = other);
        }
        DecoderShift shift = settings.styling().shift();
        if (shift != null && !shift.fitsStyles(styles.length, model.styleDimension())) {
            throw new IncompatibleModel(
                    "The shift has " + shift.styles().length + " numbers, the " + styles.length
                            + " styles of this model have " + model.styleDimension() + " each.",
                    "Open the model that the shift was made with.");
        }
        return shift == null ? styles : shift.applied(styles);
    }

    /// The image of a latent with all that the settings say of styles and of the noise of layers.
    ///
    /// **Errors** as [#styles].
    public Raster image(Latent latent, SamplerSettings settings) throws StudioException {
        return synthesise(styles(latent, settings), settings.styling());
    }

    /// The image of styles, one for each layer, coarse layers first.
    ///
    /// **Shapes** `styles: [layers][s]`. **Errors** [IncompatibleModel] for another number of layers.
    ///
    /// @param styling whose noise the layers have; the rest of it is not looked at
    public Raster synthesise(float[][] styles, Styling styling) throws StudioException {
        try (Scope step = new Scope()) {
            Tensor pixels = network.call(step, OneStepDecoder.SYNTHESISE, arguments(step, styles, styling))
                    .getFirst();
            return new Raster(decoder.shape(), pixels.toBytes());
        }
    }

    /// What the methods take that begin with styles.
    ///
    /// **Errors** [IncompatibleModel] for another number of layers.
    List<Argument> arguments(Scope scope, float[][] styles, Styling styling) throws StudioException {
        if (styles.length != model.styleLayers()) {
            throw new IncompatibleModel(
                    "The image needs a style for each of the model's " + model.styleLayers() + " layers, got "
                            + styles.length + ".",
                    "Give one style for each layer.");
        }
        HostTensor rows = HostTensor.zeros(1, styles.length, model.styleDimension());
        for (int i = 0; i < styles.length; i++) {
            System.arraycopy(styles[i], 0, rows.values(), i * model.styleDimension(), model.styleDimension());
        }
        HostTensor noise = new HostTensor(new int[] {1, model.noiseSize()}, noise(styling));
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Tensor.of(scope, network.device(), rows));
        arguments.add(Tensor.of(scope, network.device(), noise));
        arguments.add(Argument.of(styling.noise()));
        return arguments;
    }

    /// The noise of all layers at the strength of training: `[n]`.
    private float[] noise(Styling styling) throws StudioException {
        Long seed = styling.noiseSeed();
        if (seed == null) {
            return own();
        }
        Drawn known = drawn;
        if (known == null || known.seed() != seed) {
            known = new Drawn(seed, Noise.normals(seed, Noise.Stream.STYLE_NOISE, 0, model.noiseSize()));
            drawn = known;
        }
        return known.noise();
    }

    private float[] own() throws StudioException {
        float[] known = own;
        if (known == null) {
            try (Scope step = new Scope()) {
                known = network.call(step, OneStepDecoder.OWN_NOISE, List.of())
                        .getFirst()
                        .toHost()
                        .values();
            }
            own = known;
        }
        return known;
    }
}
