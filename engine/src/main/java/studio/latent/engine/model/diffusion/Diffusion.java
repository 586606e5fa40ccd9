package studio.latent.engine.model.diffusion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A diffusion model in the space of pixels: a [UNet] or a [DiffusionTransformer] that is trained to see the image
/// in a noisy one.
///
/// **Shapes** images `[N, C, H, W]`, in [0, 1] outside, in [−1, 1] for the network.
///
/// **Source** Ho et al., "Denoising diffusion probabilistic models", 2020; Salimans and Ho 2022 (v); Karras et al.
/// 2022 (EDM); Liu et al. 2022 (rectified flow); which of them is a matter of two settings.
public final class Diffusion implements SelfConsistency.Teacher {
    public static final ModelType<DiffusionSpec> TYPE = new ModelType<>(
            "diffusion",
            Family.DIFFUSION,
            DiffusionSpec.class,
            DiffusionSpec::defaults,
            List.of(
                    new Preset(
                            "small",
                            "28 to 32 pixels, told the class: two processor cores train it in two hours.",
                            Map.of(
                                    "batch", "64",
                                    "steps", "9000",
                                    "learningRate", "0.0005",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "20000",
                                    "gridEvery", "500")),
                    new Preset(
                            "quick",
                            "The same, narrower and shorter: half an hour on two processor cores, to see it learn.",
                            Map.of(
                                    "width", "16",
                                    "batch", "64",
                                    "steps", "4000",
                                    "learningRate", "0.001",
                                    "warmupSteps", "200",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "10000",
                                    "gridEvery", "250")),
                    new Preset(
                            "transformer",
                            "28 to 32 pixels, told the class, by a small transformer over patches of 2 by 2 pixels in"
                                    + " place of convolutions.",
                            Map.ofEntries(
                                    Map.entry("network", "dit"),
                                    Map.entry("width", "128"),
                                    Map.entry("depth", "6"),
                                    Map.entry("patchSize", "2"),
                                    Map.entry("headChannels", "32"),
                                    Map.entry("batch", "64"),
                                    Map.entry("steps", "9000"),
                                    Map.entry("learningRate", "0.0005"),
                                    Map.entry("warmupSteps", "500"),
                                    Map.entry("clipNorm", "1"),
                                    Map.entry("weightDecay", "0"),
                                    Map.entry("emaHalfLife", "20000"),
                                    Map.entry("gridEvery", "500"))),
                    new Preset(
                            "flow",
                            "As the small one, along straight paths from noise to image (rectified flow).",
                            Map.of(
                                    "noiseSchedule", "flow",
                                    "prediction", "flow",
                                    "batch", "64",
                                    "steps", "9000",
                                    "learningRate", "0.0005",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "20000",
                                    "gridEvery", "500")),
                    new Preset(
                            "edm",
                            "As the small one, with the noise levels and the weights of EDM.",
                            Map.of(
                                    "noiseSchedule", "edm",
                                    "batch", "64",
                                    "steps", "9000",
                                    "learningRate", "0.0005",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "20000",
                                    "gridEvery", "500")),
                    new Preset(
                            "colour",
                            "Colour images of 32 to 64 pixels on two processor cores, over night.",
                            Map.of(
                                    "width", "48",
                                    "batch", "32",
                                    "steps", "60000",
                                    "learningRate", "0.0003",
                                    "warmupSteps", "500",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "50000",
                                    "gridEvery", "1000")),
                    new Preset(
                            "large",
                            "The network of the first papers for 32 to 64 pixels: needs a GPU.",
                            Map.ofEntries(
                                    Map.entry("width", "128"),
                                    Map.entry("growth", "2"),
                                    Map.entry("blocks", "2"),
                                    Map.entry("attentionSide", "16"),
                                    Map.entry("headChannels", "64"),
                                    Map.entry("groups", "32"),
                                    Map.entry("batch", "128"),
                                    Map.entry("steps", "200000"),
                                    Map.entry("learningRate", "0.0002"),
                                    Map.entry("warmupSteps", "2000"),
                                    Map.entry("clipNorm", "1"),
                                    Map.entry("weightDecay", "0"),
                                    Map.entry("emaHalfLife", "500000"),
                                    Map.entry("gridEvery", "1000")))),
            Diffusion::new);

    private final DiffusionSpec spec;
    private final DenoisingNetwork network;
    private final Preconditioning preconditioning;

    public Diffusion(DiffusionSpec spec) {
        this.spec = spec;
        this.network = spec.denoiser();
        this.preconditioning = spec.objective().preconditioning();
    }

    @Override
    public DiffusionSpec spec() {
        return spec;
    }

    @Override
    public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
        return network.write(g, x, times, condition);
    }

    @Override
    public SampleShape sampleShape() {
        return SampleShape.of(spec.image());
    }

    @Override
    public boolean selfConditioned() {
        return spec.selfConditioning() == SelfConditioning.ON;
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
    public TrainingStep trainingStep() {
        return new DenoisingScore();
    }

    /// The images, in [−1, 1]. **Shapes** `[N, C, H, W]`.
    @Override
    public Value clean(Graph g, TrainingStep.Batch batch) {
        return g.plus(g.times(batch.images(), 2), -1);
    }

    @Override
    public double conditionDropout() {
        return spec.conditionDropout();
    }

    /// Minimises the denoising error of the images themselves.
    private final class DenoisingScore implements TrainingStep {
        private final DenoisingLoss loss =
                new DenoisingLoss(Diffusion.this, spec.minSnrGamma(), spec.conditionDropout());

        @Override
        public List<NoiseInput> noise() {
            return loss.noise();
        }

        @Override
        public int conditionRows() {
            return Diffusion.this.conditionRows();
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            return loss.write(g, clean(g, batch), batch.condition(), batch.noise());
        }
    }
}
