package studio.latent.engine.model.gan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NamesLatentWeights;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A generative adversarial network whose generator makes an image of a latent directly.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1], latents `[N, d]`, standard normal.
///
/// **Source** Goodfellow et al. 2014; networks of Radford et al. 2016 (DCGAN) and Gulrajani et al. 2017 (residual).
public final class Gan implements ModelDefinition, ConditionalDecodes, NamesLatentWeights {
    public static final ModelType<GanSpec> TYPE = new ModelType<>(
            "gan",
            Family.GAN,
            GanSpec.class,
            GanSpec::defaults,
            List.of(
                    new Preset(
                            "small",
                            "Convolutions for 28 to 64 pixels that two processor cores train in half an hour.",
                            settings("12000", "0.0005", Map.of())),
                    new Preset(
                            "spectral",
                            "The same with the hinge objective and spectral norm in place of the gradient penalty.",
                            settings(
                                    "12000",
                                    "0.0002",
                                    Map.of(
                                            "objective", "hinge",
                                            "r1", "0",
                                            "discriminatorNorm", "spectral",
                                            "discriminatorRate", "2"))),
                    new Preset(
                            "colour",
                            "Colour images of 64 pixels that two processor cores train in two hours.",
                            settings("25000", "0.0004", Map.of("latentDimension", "128", "batch", "32", "r1", "2"))),
                    new Preset(
                            "few-images",
                            "For a few hundred images: changes them, as often as the discriminator needs it.",
                            settings(
                                    "12000",
                                    "0.0005",
                                    Map.of("augmentation", "adaptive", "horizontalFlip", "true", "r1", "2"))),
                    new Preset(
                            "wasserstein-penalty",
                            "Wasserstein with a gradient penalty (WGAN-GP): five steps of the critic for one of the"
                                    + " generator.",
                            settings(
                                    "20000",
                                    "0.0002",
                                    Map.of(
                                            "objective", "wasserstein-penalty",
                                            "criticSteps", "5",
                                            "r1", "0",
                                            "penaltyEvery", "1",
                                            "minibatchDeviation", "false"))),
                    new Preset(
                            "residual",
                            "Residual blocks for 64 to 128 pixels: sharper, and slow without a GPU.",
                            settings(
                                    "60000",
                                    "0.0002",
                                    Map.of(
                                            "network", "residual",
                                            "width", "64",
                                            "latentDimension", "128",
                                            "generatorNorm", "pixel",
                                            "penaltyEvery", "16"))),
                    new Preset(
                            "textbook",
                            "Dense layers and the first objective: the GAN of textbooks, to see how it fails.",
                            textbook("5000", "0.0002", Map.of("objective", "minimax"))),
                    new Preset(
                            "textbook-non-saturating",
                            "The same with the loss that GANs begin with in practice: where the discriminator is sure,"
                                    + " the generator still learns.",
                            textbook("5000", "0.0002", Map.of("objective", "non-saturating"))),
                    new Preset(
                            "textbook-least-squares",
                            "The same with squared distances in place of probabilities (LSGAN): images far from the"
                                    + " real ones pull the more.",
                            textbook("5000", "0.0002", Map.of("objective", "least-squares"))),
                    new Preset(
                            "textbook-wasserstein",
                            "The same with a critic whose weights are cut off (the first WGAN): its loss falls as"
                                    + " images get better, slowly.",
                            textbook(
                                    "20000",
                                    "0.00005",
                                    Map.of(
                                            "objective", "wasserstein",
                                            "criticSteps", "5",
                                            "weightLimit", "0.01",
                                            "discriminatorNorm", "none",
                                            "optimizer", "rmsprop")))),
            Gan::new);

    private final GanSpec spec;
    private final ImageGenerator generator;

    public Gan(GanSpec spec) {
        this.spec = spec;
        this.generator = new ImageGenerator(spec.image(), spec.latentDimension(), spec.sizes());
    }

    /// What all presets share, with their own over it.
    private static Map<String, String> settings(String steps, String learningRate, Map<String, String> own) {
        return GamePresets.of(steps, learningRate, own);
    }

    /// Dense layers that nothing but the objective holds.
    private static Map<String, String> textbook(String steps, String learningRate, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(Map.of(
                "network", "mlp",
                "width", "16",
                "generatorNorm", "none",
                "minibatchDeviation", "false",
                "r1", "0",
                "emaHalfLife", "0"));
        all.putAll(own);
        return settings(steps, learningRate, all);
    }

    @Override
    public GanSpec spec() {
        return spec;
    }

    @Override
    public List<String> conditions() {
        return spec.conditions();
    }

    @Override
    public Value decode(Graph g, Value latents, @Nullable Value condition) {
        Value image = generator.write(g, latents, condition);
        return g.times(g.plus(image, 1), 0.5);
    }

    @Override
    public List<String> latentWeights() {
        return List.of(generator.latentWeight());
    }

    @Override
    public TrainingStep trainingStep() {
        return new AdversarialGame(
                spec.rules(),
                spec.changes(),
                generator,
                new Discriminator(spec.image(), spec.sizes()),
                conditionRows(),
                spec.conditionDropout());
    }
}
