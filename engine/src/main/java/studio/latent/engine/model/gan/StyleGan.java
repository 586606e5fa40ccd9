package studio.latent.engine.model.gan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// An adversarial network whose generator maps a latent to a style that steers its layers.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1]; latents and styles `[N, d]`, latents standard normal.
///
/// **Source** Karras et al., "Analyzing and improving the image quality of StyleGAN", 2020, in small.
public final class StyleGan implements ModelDefinition, HasStyles {
    public static final ModelType<StyleGanSpec> TYPE = new ModelType<>(
            "style-gan",
            Family.GAN,
            StyleGanSpec.class,
            StyleGanSpec::defaults,
            List.of(
                    new Preset(
                            "small",
                            "28 to 32 pixels that two processor cores train in an hour.",
                            GamePresets.of("10000", "0.002", Map.of("batch", "32"))),
                    new Preset(
                            "colour",
                            "Colour images of 64 pixels that two processor cores train in an hour and a half.",
                            GamePresets.of("20000", "0.002", Map.of("batch", "16"))),
                    new Preset(
                            "few-images",
                            "The same for a few hundred images: changes them, as often as the discriminator needs it.",
                            GamePresets.of(
                                    "40000",
                                    "0.002",
                                    Map.of(
                                            "batch", "16",
                                            "latentDimension", "128",
                                            "augmentation", "adaptive",
                                            "horizontalFlip", "true",
                                            "r1", "2"))),
                    new Preset(
                            "large",
                            "Wide networks for 64 to 256 pixels: needs a GPU.",
                            GamePresets.of(
                                    "200000",
                                    "0.002",
                                    Map.of(
                                            "width", "64",
                                            "latentDimension", "512",
                                            "mappingLayers", "8",
                                            "styleMixing", "0.9",
                                            "r1", "2")))),
            StyleGan::new);

    private final StyleGanSpec spec;
    private final StyleGenerator generator;

    public StyleGan(StyleGanSpec spec) {
        this.spec = spec;
        this.generator = new StyleGenerator(spec.image(), spec.latentDimension(), spec.sizes());
    }

    @Override
    public StyleGanSpec spec() {
        return spec;
    }

    @Override
    public List<String> conditions() {
        return spec.conditions();
    }

    @Override
    public int styleLayers() {
        return generator.layers();
    }

    @Override
    public SampleShape styleShape(int layer) {
        return generator.shape(layer);
    }

    @Override
    public int styleDimension() {
        return spec.latentDimension();
    }

    @Override
    public List<String> styleWeights(int layer) {
        return generator.styleWeights(layer);
    }

    @Override
    public Value map(Graph g, Value latents, @Nullable Value condition) {
        return generator.map(g, latents, condition);
    }

    @Override
    public Value styleMean(Graph g) {
        return generator.styleMean(g);
    }

    @Override
    public boolean addsNoise() {
        return generator.addsNoise();
    }

    @Override
    public int noiseSize() {
        return generator.noiseSize();
    }

    @Override
    public Value noise(Graph g) {
        return generator.ownNoise(g);
    }

    @Override
    public Value synthesise(Graph g, List<Value> styles, Value noise) {
        Value image = generator.synthesise(g, styles, noise);
        return g.clamp(g.times(g.plus(image, 1), 0.5), 0, 1);
    }

    @Override
    public TrainingStep trainingStep() {
        return new AdversarialGame(
                spec.rules(),
                spec.changes(),
                generator,
                new Discriminator(spec.image(), spec.sizes().discriminator()),
                conditionRows(),
                spec.conditionDropout());
    }
}
