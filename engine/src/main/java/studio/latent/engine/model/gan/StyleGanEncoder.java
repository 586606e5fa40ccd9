package studio.latent.engine.model.gan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.StyleLayers;
import studio.latent.engine.nn.Value;

/// A trained generator with styles, which stays as it is, with an encoder that finds the latents of images for it.
///
/// Its mapping network looks at the direction of a latent alone and not at its length. No image tells that length,
/// so the encoder is asked for the direction: it finds latents whose mean square is 1, as the prior's is on
/// average, and their error is that against the drawn latent brought to the same length. In training as in use the
/// layers have the noise that the model's images have where nobody chooses another.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1], latents and styles `[N, d]`.
///
/// **Source** as [GanEncoder]; the generator is that of [StyleGan].
public final class StyleGanEncoder implements Taught, HasStyles, Encodes {
    public static final ModelType<StyleGanEncoderSpec> TYPE = new ModelType<>(
            "style-gan-encoder",
            Family.GAN,
            StyleGanEncoderSpec.class,
            StyleGanEncoderSpec::defaults,
            List.of(BothWays.preset(
                    "An encoder for a trained GAN with styles, given as teacher=NAME: it finds latents of images.")),
            StyleGanEncoder::new);

    private final StyleGanEncoderSpec spec;
    private final StyleGan gan;
    private final EncoderNetwork encoder;

    public StyleGanEncoder(StyleGanEncoderSpec spec) {
        this.spec = spec;
        this.gan = new StyleGan(spec.network());
        this.encoder = new EncoderNetwork(spec.image(), spec.encoderWidth(), spec.latentDimension());
    }

    @Override
    public StyleGanEncoderSpec spec() {
        return spec;
    }

    @Override
    public StyleGanSpec shared() {
        return spec.network();
    }

    /// The discriminator has no part in it.
    @Override
    public boolean takes(String weight) {
        return weight.startsWith(Game.GENERATOR);
    }

    @Override
    public boolean keepsDecoder() {
        return true;
    }

    @Override
    public List<String> conditions() {
        return gan.conditions();
    }

    @Override
    public int styleLayers() {
        return gan.styleLayers();
    }

    @Override
    public SampleShape styleShape(int layer) {
        return gan.styleShape(layer);
    }

    @Override
    public int styleDimension() {
        return gan.styleDimension();
    }

    @Override
    public List<String> styleWeights(int layer) {
        return gan.styleWeights(layer);
    }

    @Override
    public Value map(Graph g, Value latents, @Nullable Value condition) {
        return g.frozen(() -> gan.map(g, latents, condition));
    }

    @Override
    public Value styleMean(Graph g) {
        return gan.styleMean(g);
    }

    @Override
    public boolean addsNoise() {
        return gan.addsNoise();
    }

    @Override
    public int noiseSize() {
        return gan.noiseSize();
    }

    @Override
    public Value noise(Graph g) {
        return gan.noise(g);
    }

    @Override
    public Value synthesise(Graph g, List<Value> styles, Value noise) {
        return g.frozen(() -> gan.synthesise(g, styles, noise));
    }

    @Override
    public Value encode(Graph g, Value images) {
        return ofUnitMeanSquare(g, encoder.write(g, images));
    }

    @Override
    public TrainingStep trainingStep() {
        return new BothWays<>(this, spec.imageWeight(), StyleGanEncoder::ofUnitMeanSquare);
    }

    /// What the mapping network makes of a latent before it looks at it.
    private static Value ofUnitMeanSquare(Graph g, Value latents) {
        return new StyleLayers(g).pixelNorm(latents);
    }
}
