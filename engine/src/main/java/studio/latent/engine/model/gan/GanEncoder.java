package studio.latent.engine.model.gan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NamesLatentWeights;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A trained generator, which stays as it is, with an encoder that finds the latents of images for it.
///
/// The encoder learns from two sides: of generated images the latent is known, and real ones must come back from
/// their latent. What it finds is also where a search for a better latent begins.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1], latents `[N, d]`.
///
/// **Source** Zhu et al. 2020 and Donahue et al. 2017, as far as `BothWays` says.
public final class GanEncoder implements Taught, ConditionalDecodes, Encodes, NamesLatentWeights {
    public static final ModelType<GanEncoderSpec> TYPE = new ModelType<>(
            "gan-encoder",
            Family.GAN,
            GanEncoderSpec.class,
            GanEncoderSpec::defaults,
            List.of(BothWays.preset(
                    "An encoder for a trained GAN, given as teacher=NAME: it finds latents of images.")),
            GanEncoder::new);

    private final GanEncoderSpec spec;
    private final Gan gan;
    private final EncoderNetwork encoder;

    public GanEncoder(GanEncoderSpec spec) {
        this.spec = spec;
        this.gan = new Gan(spec.network());
        this.encoder = new EncoderNetwork(spec.image(), spec.encoderWidth(), spec.latentDimension());
    }

    @Override
    public GanEncoderSpec spec() {
        return spec;
    }

    @Override
    public GanSpec shared() {
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
    public List<String> latentWeights() {
        return gan.latentWeights();
    }

    @Override
    public Value decode(Graph g, Value latents, @Nullable Value condition) {
        return g.frozen(() -> gan.decode(g, latents, condition));
    }

    @Override
    public Value encode(Graph g, Value images) {
        return encoder.write(g, images);
    }

    @Override
    public TrainingStep trainingStep() {
        return new BothWays<>(this, spec.imageWeight(), (_, drawn) -> drawn);
    }
}
