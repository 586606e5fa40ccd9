package studio.latent.engine.model.vae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// An autoencoder whose latent is a small picture with a slight pull towards the standard normal: the ground that
/// latent diffusion works on.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1]; latents `[N, d]`, row by row of `[c, h, w]`, of deviation 1 over the
/// data: the network's own times its scaling factor, which training measures as it goes.
///
/// **Source** Rombach et al., "High-resolution image synthesis with latent diffusion models", 2022, section 3.1
/// and appendix G, without the adversarial and the perceptual part of its loss.
public final class AutoencoderKl implements ModelDefinition, Encodes, Decodes {
    public static final ModelType<AutoencoderKlSpec> TYPE = new ModelType<>(
            "autoencoder-kl",
            Family.VAE,
            AutoencoderKlSpec.class,
            AutoencoderKlSpec::defaults,
            List.of(
                    new Preset(
                            "latents",
                            "Colour images of 64 pixels to 16 by 16 places, for latent diffusion: two processor cores"
                                    + " train it in an hour.",
                            Map.of(
                                    "batch", "16",
                                    "steps", "4000",
                                    "learningRate", "0.001",
                                    "warmupSteps", "200",
                                    "clipNorm", "1",
                                    "weightDecay", "0",
                                    "emaHalfLife", "4000",
                                    "gridEvery", "500",
                                    "metricsShare", "0")),
                    new Preset(
                            "wide",
                            "The same with wider and deeper networks: needs a GPU.",
                            Map.of(
                                    "width", "128",
                                    "growth", "4",
                                    "blocks", "2",
                                    "groups", "32",
                                    "batch", "32",
                                    "steps", "100000",
                                    "learningRate", "0.0002",
                                    "clipNorm", "1",
                                    "emaHalfLife", "50000",
                                    "metricsShare", "0"))),
            AutoencoderKl::new);

    /// How far the scaling factor moves towards that of one step's batch.
    private static final double SCALE_SHARE = 0.02;

    private final AutoencoderKlSpec spec;
    private final AutoencoderNetwork network;

    public AutoencoderKl(AutoencoderKlSpec spec) {
        this.spec = spec;
        this.network = new AutoencoderNetwork(spec.network(), "");
    }

    @Override
    public AutoencoderKlSpec spec() {
        return spec;
    }

    @Override
    public boolean latentIsPicture() {
        return true;
    }

    @Override
    public Value encode(Graph g, Value images) {
        Value mean = network.encode(g, centred(g, images)).mean();
        return g.flatten(g.mul(mean, network.scalingFactor(g)));
    }

    @Override
    public Value decode(Graph g, Value latents) {
        SampleShape shape = spec.latent();
        Value own = g.div(latents, network.scalingFactor(g));
        Value picture = g.reshape(own, Value.BATCH, shape.channels(), shape.height(), shape.width());
        Value image = network.decode(g, picture, spec.image().channels());
        return g.clamp(g.plus(g.times(image, 0.5), 0.5), 0, 1);
    }

    /// From [0, 1] to [−1, 1].
    private static Value centred(Graph g, Value images) {
        return g.plus(g.times(images, 2), -1);
    }

    @Override
    public TrainingStep trainingStep() {
        return new Reconstruct();
    }

    /// Minimises the error of the image that a draw from the posterior decodes to, and a little of the KL
    /// divergence.
    private final class Reconstruct implements TrainingStep {
        @Override
        public List<NoiseInput> noise() {
            SampleShape shape = spec.latent();
            return List.of(new NoiseInput(
                    "epsilon",
                    Noise.Stream.POSTERIOR,
                    NoiseInput.Distribution.NORMAL,
                    shape.channels(),
                    shape.height(),
                    shape.width()));
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            Value images = centred(g, batch.images());
            AutoencoderNetwork.Posterior posterior = network.encode(g, images);
            Value mean = posterior.mean();
            Value logVariance = posterior.logVariance();
            Value deviation = g.exp(g.times(logVariance, 0.5));
            Value z = g.add(mean, g.mul(deviation, batch.noise().getFirst())); // [N, c, h, w]
            Value error = g.sub(network.decode(g, z, spec.image().channels()), images);
            Value reconstruction = g.mean(
                    switch (spec.reconstruction()) {
                        case L1 -> g.absolute(error);
                        case L2 -> g.square(error);
                    });
            // KL(q‖N(0, I)) = ½ Σ (μ² + σ² − 1 − log σ²)
            Value divergence = g.times(g.plus(g.sub(g.add(g.square(mean), g.exp(logVariance)), logVariance), -1), 0.5);
            Value kl = g.perImage(g.sum(divergence), images);
            // both divided by the image's size, which leaves their balance as it is
            Value total = g.add(
                    reconstruction, g.times(kl, spec.klWeight() / spec.image().size()));

            SequencedMap<String, Value> named = new LinkedHashMap<>();
            named.put("reconstructionLoss", reconstruction);
            named.put("kl", kl);
            named.put(
                    "latentScale",
                    g.mean(g.mode() == Graph.Mode.TRAINING ? measuredScale(g, z) : network.scalingFactor(g)));
            return new LossTerms(total, named, new LinkedHashMap<>());
        }

        /// The scaling factor, moved towards 1 / deviation of this batch's latents. **Shapes** `[1]`.
        private Value measuredScale(Graph g, Value z) {
            Value variance = g.sub(g.mean(g.square(z)), g.square(g.mean(z)));
            Value logVariance = g.log(g.atLeast(g.reshape(variance, 1), 1e-12));
            return g.follow(network.scalingFactor(g), g.exp(g.times(logVariance, -0.5)), SCALE_SHARE);
        }
    }
}
