package studio.latent.engine.model.gan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NamesLatentWeights;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A trained generator, which stays as it is, with an encoder that finds the latents of images for it.
///
/// The encoder learns from two sides: of generated images the latent is known, and real ones must come back from
/// their latent. What it finds is also where a search for a better latent begins.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1], latents `[N, d]`.
///
/// **Source** Zhu et al., "In-domain GAN inversion for real image editing", 2020, section 3.1, without its
/// discriminator and features; the error of latents as in Donahue et al., "Adversarial feature learning", 2017,
/// section 4.1 ("latent regressor").
public final class GanEncoder implements Taught, ConditionalDecodes, Encodes, NamesLatentWeights {
    public static final ModelType<GanEncoderSpec> TYPE = new ModelType<>(
            "gan-encoder",
            Family.GAN,
            GanEncoderSpec.class,
            GanEncoderSpec::defaults,
            List.of(new Preset(
                    "encoder",
                    "An encoder for a trained GAN, given as teacher=NAME: it finds latents of images.",
                    Map.of(
                            "batch", "64",
                            "steps", "4000",
                            "learningRate", "0.001",
                            "warmupSteps", "100",
                            "weightDecay", "0",
                            "emaHalfLife", "5000",
                            "gridEvery", "500"))),
            GanEncoder::new);

    private static final String ENCODER = "encoder.";
    private static final double SLOPE = 0.2;
    private static final int CHANNELS_A_GROUP = 8;

    private final GanEncoderSpec spec;
    private final Gan gan;

    public GanEncoder(GanEncoderSpec spec) {
        this.spec = spec;
        this.gan = new Gan(spec.network());
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
        Pyramid pyramid = Pyramid.of(spec.image(), spec.encoderWidth());
        Value h = new ImageSize(g).padTo(g.plus(g.times(images, 2), -1), pyramid.height(), pyramid.breadth());
        for (int level = 1; level <= pyramid.levels(); level++) {
            String stage = ENCODER + "stages." + level;
            int channels = pyramid.channels(level);
            h = g.conv2d(stage + ".down", h, channels, 4, 2, 1); // halves the sides
            h = g.groupNorm(stage + ".norm", h, channels % CHANNELS_A_GROUP == 0 ? channels / CHANNELS_A_GROUP : 1);
            h = g.leakyRelu(h, SLOPE);
        }
        return g.linear(ENCODER + "out", g.flatten(h), spec.latentDimension());
    }

    @Override
    public TrainingStep trainingStep() {
        return new BothWays();
    }

    /// The error of the latents of generated images, and of real images that come back from theirs.
    private final class BothWays implements TrainingStep {
        @Override
        public List<NoiseInput> noise() {
            return List.of(new NoiseInput(
                    "z", Noise.Stream.GENERATOR, NoiseInput.Distribution.NORMAL, spec.latentDimension()));
        }

        @Override
        public int conditionRows() {
            return GanEncoder.this.conditionRows();
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            Value drawn = batch.noise().getFirst();
            Value made = g.detach(decode(g, drawn, batch.condition()));
            Value latentError = g.mean(g.square(g.sub(encode(g, made), drawn)));
            Value back = decode(g, encode(g, batch.images()), batch.condition());
            // twice the difference: an error in [−1, 1]
            Value imageError = g.mean(g.square(g.times(g.sub(back, batch.images()), 2)));
            SequencedMap<String, Value> named = new LinkedHashMap<>();
            named.put("latentError", latentError);
            named.put("imageError", imageError);
            return new LossTerms(
                    g.add(latentError, g.times(imageError, spec.imageWeight())), named, new LinkedHashMap<>());
        }
    }
}
