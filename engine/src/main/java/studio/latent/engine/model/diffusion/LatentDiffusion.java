package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A diffusion model in the latent space of a frozen autoencoder: the network, a [UNet] or a
/// [DiffusionTransformer], works on small pictures, which the autoencoder's decoder turns into images.
///
/// The autoencoder's weights are the model's own, under names that begin with [#AUTOENCODER], and are never
/// trained.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1]; latents `[N, c, h, w]`, of deviation 1 over the data, or as EDM's
/// noise levels want them, 0.5.
///
/// **Source** Rombach et al., "High-resolution image synthesis with latent diffusion models", 2022.
public final class LatentDiffusion implements SelfConsistency.Teacher, InLatentSpace {
    /// What the names of the autoencoder's weights begin with.
    public static final String AUTOENCODER = "autoencoder.";

    public static final ModelType<LatentDiffusionSpec> TYPE = new ModelType<>(
            "latent-diffusion",
            Family.DIFFUSION,
            LatentDiffusionSpec.class,
            LatentDiffusionSpec::defaults,
            List.of(
                    new Preset(
                            "latent",
                            "Images of 64 pixels as latents of 16 by 16 places: two processor cores train it in an"
                                    + " hour, with an autoencoder that is trained before.",
                            Map.of(
                                    "batch", "32",
                                    "steps", "8000",
                                    "learningRate", "0.0005",
                                    "warmupSteps", "300",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "20000",
                                    "gridEvery", "500")),
                    new Preset(
                            "latent-transformer",
                            "The same with a small transformer over patches of the latent in place of convolutions.",
                            Map.ofEntries(
                                    Map.entry("network", "dit"),
                                    Map.entry("width", "192"),
                                    Map.entry("depth", "6"),
                                    Map.entry("patchSize", "2"),
                                    Map.entry("headChannels", "32"),
                                    Map.entry("batch", "32"),
                                    Map.entry("steps", "8000"),
                                    Map.entry("learningRate", "0.0005"),
                                    Map.entry("warmupSteps", "300"),
                                    Map.entry("clipNorm", "1"),
                                    Map.entry("weightDecay", "0"),
                                    Map.entry("emaHalfLife", "20000"),
                                    Map.entry("gridEvery", "500"))),
                    new Preset(
                            "latent-large",
                            "A wide network for latents of images of 128 to 256 pixels: needs a GPU.",
                            Map.ofEntries(
                                    Map.entry("width", "128"),
                                    Map.entry("growth", "4"),
                                    Map.entry("blocks", "2"),
                                    Map.entry("attentionSide", "32"),
                                    Map.entry("headChannels", "64"),
                                    Map.entry("groups", "32"),
                                    Map.entry("batch", "64"),
                                    Map.entry("steps", "200000"),
                                    Map.entry("learningRate", "0.0001"),
                                    Map.entry("warmupSteps", "2000"),
                                    Map.entry("clipNorm", "1"),
                                    Map.entry("weightDecay", "0"),
                                    Map.entry("emaHalfLife", "500000"),
                                    Map.entry("gridEvery", "1000")))),
            LatentDiffusion::new);

    private final LatentDiffusionSpec spec;
    private final FrozenLatents latents;
    private final DenoisingNetwork network;
    private final Preconditioning preconditioning;

    public LatentDiffusion(LatentDiffusionSpec spec) {
        this.spec = spec;
        this.latents = new FrozenLatents(
                spec.autoencoder(), spec.image(), spec.objective().noiseSchedule(), AUTOENCODER);
        this.network = spec.network();
        this.preconditioning = spec.objective().preconditioning();
    }

    @Override
    public LatentDiffusionSpec spec() {
        return spec;
    }

    @Override
    public SampleShape latentShape() {
        return spec.latent();
    }

    @Override
    public SampleShape sampleShape() {
        return spec.latent();
    }

    @Override
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network.write(g, x, times, condition);
    }

    @Override
    public boolean selfConditioned() {
        return spec.objective().selfConditioning() == SelfConditioning.ON;
    }

    @Override
    public boolean tiles() {
        return spec.transformer().isLeftOut();
    }

    @Override
    public Preconditioning preconditioning() {
        return preconditioning;
    }

    @Override
    public List<String> conditions() {
        return spec.conditions();
    }

    @Override
    public Value moments(Graph g, Value images) {
        return latents.moments(g, images);
    }

    @Override
    public Value picture(Graph g, Value drawn) {
        return latents.picture(g, drawn);
    }

    @Override
    public TrainingStep trainingStep() {
        return new LatentScore();
    }

    /// Latents, drawn anew from what the encoder says of each image. **Shapes** `[N, c, h, w]`.
    @Override
    public Value clean(Graph g, TrainingStep.Batch batch) {
        return latents.drawn(g, batch);
    }

    @Override
    public double conditionDropout() {
        return spec.objective().conditionDropout();
    }

    /// Minimises the denoising error of latents that are drawn anew from what the encoder says of each image.
    private final class LatentScore implements TrainingStep {
        private final DenoisingLoss loss = new DenoisingLoss(
                LatentDiffusion.this,
                spec.objective().minSnrGamma(),
                spec.objective().conditionDropout());

        @Override
        public List<NoiseInput> noise() {
            SampleShape latent = spec.latent();
            List<NoiseInput> all = new ArrayList<>(loss.noise());
            all.add(new NoiseInput(
                    "posterior",
                    Noise.Stream.POSTERIOR,
                    NoiseInput.Distribution.NORMAL,
                    latent.channels(),
                    latent.height(),
                    latent.width()));
            return all;
        }

        @Override
        public int conditionRows() {
            return LatentDiffusion.this.conditionRows();
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            return loss.write(g, clean(g, batch), batch.condition(), batch.noise());
        }
    }
}
