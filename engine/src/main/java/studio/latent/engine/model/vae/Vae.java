package studio.latent.engine.model.vae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.HasLikelihoodBound;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NamesLatentWeights;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A variational autoencoder: an encoder to a diagonal normal posterior, a decoder, and the bound that trains them.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1], latents `[N, d]`.
///
/// **Source** Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, equation 10 and appendix B.
public final class Vae implements ModelDefinition, Encodes, Decodes, HasLikelihoodBound, NamesLatentWeights {
    public static final ModelType<VaeSpec> TYPE = new ModelType<>(
            "vae",
            Family.VAE,
            VaeSpec.class,
            VaeSpec::defaults,
            List.of(
                    new Preset(
                            "small",
                            "A convolutional network for 28 to 64 pixels that two processor cores train in minutes.",
                            Map.of("batch", "128", "steps", "10000")),
                    new Preset(
                            "colour",
                            "A wider convolutional network for colour images of 64 pixels on two processor cores.",
                            Map.of(
                                    "latentDimension", "64",
                                    "likelihood", "gaussian",
                                    "width", "32",
                                    "batch", "64",
                                    "steps", "12000")),
                    new Preset(
                            "residual",
                            "Residual blocks for 64 to 128 pixels: sharper, and slow without a GPU.",
                            Map.of(
                                    "network", "residual",
                                    "latentDimension", "128",
                                    "likelihood", "gaussian",
                                    "width", "64",
                                    "hidden", "0",
                                    "batch", "64",
                                    "steps", "60000",
                                    "learningRate", "0.0005",
                                    "emaHalfLife", "20000")),
                    new Preset(
                            "linear",
                            "One matrix each way and two latent dimensions: the VAE of textbooks, close to a principal"
                                    + " component analysis.",
                            Map.of(
                                    "network",
                                    "linear",
                                    "latentDimension",
                                    "2",
                                    "likelihood",
                                    "gaussian",
                                    "steps",
                                    "2000"))),
            Vae::new);

    private static final String BOUND = "elbo";
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final VaeSpec spec;

    public Vae(VaeSpec spec) {
        this.spec = spec;
    }

    @Override
    public VaeSpec spec() {
        return spec;
    }

    @Override
    public TrainingStep trainingStep() {
        return new EvidenceLowerBound();
    }

    @Override
    public Value encode(Graph g, Value images) {
        return posteriorMean(g, features(g, images));
    }

    @Override
    public Value decode(Graph g, Value latents) {
        Value output = reconstruct(g, latents);
        return spec.likelihood() == VaeSpec.Likelihood.BERNOULLI ? g.sigmoid(output) : g.clamp(output, 0, 1);
    }

    @Override
    public List<String> latentWeights() {
        boolean linear = spec.network() == VaeSpec.Network.LINEAR;
        return List.of((linear ? "decoder.out" : spec.hidden() > 0 ? "decoder.hidden" : "decoder.in") + ".weight");
    }

    @Override
    public PixelLikelihood pixelLikelihood() {
        return switch (spec.likelihood()) {
            case BERNOULLI -> PixelLikelihood.BLACK_AND_WHITE;
            case GAUSSIAN -> PixelLikelihood.DENSITY;
        };
    }

    @Override
    public String boundTerm() {
        return BOUND;
    }

    private Value posteriorMean(Graph g, Value features) {
        return g.linear("encoder.mean", features, spec.latentDimension());
    }

    private Value posteriorLogVariance(Graph g, Value features) {
        return g.clamp(g.linear("encoder.log_variance", features, spec.latentDimension()), -30, 20);
    }

    // ---- networks

    private Value features(Graph g, Value images) {
        if (spec.network() == VaeSpec.Network.LINEAR) {
            return g.flatten(images);
        }
        Stages stages = Stages.of(spec);
        boolean residual = spec.network() == VaeSpec.Network.RESIDUAL;
        Value h = new ImageSize(g).padTo(images, stages.paddedHeight(), stages.paddedWidth()); // [N, C, H, W]
        if (residual) {
            h = g.conv2d("encoder.stem", h, stages.channels(0), 3, 1, 1);
        }
        for (int i = 0; i < stages.count(); i++) {
            String stage = "encoder.stages." + i;
            h = residual ? ResidualBlock.write(g, stage + ".block", h) : h;
            h = g.conv2d(stage + ".down", h, stages.channels(i), 4, 2, 1); // halves the sides
            h = residual ? h : g.relu(h);
        }
        h = residual ? g.silu(g.groupNorm("encoder.norm", ResidualBlock.write(g, "encoder.last", h), 4)) : h;
        h = g.flatten(h); // [N, c·h·w]
        return spec.hidden() == 0 ? h : g.relu(g.linear("encoder.hidden", h, spec.hidden()));
    }

    /// Logits of a Bernoulli, means of a Gaussian decoder: `[N, C, H, W]`.
    private Value reconstruct(Graph g, Value latents) {
        ImageShape image = spec.image();
        if (spec.network() == VaeSpec.Network.LINEAR) {
            return g.reshape(
                    g.linear("decoder.out", latents, image.size()),
                    Value.BATCH,
                    image.channels(),
                    image.height(),
                    image.width());
        }
        Stages stages = Stages.of(spec);
        boolean residual = spec.network() == VaeSpec.Network.RESIDUAL;
        Value h = latents;
        if (spec.hidden() > 0) {
            h = g.relu(g.linear("decoder.hidden", h, spec.hidden()));
        }
        int top = stages.channels(stages.count() - 1);
        h = g.linear("decoder.in", h, top * stages.bottomHeight() * stages.bottomWidth());
        h = g.reshape(residual ? h : g.relu(h), Value.BATCH, top, stages.bottomHeight(), stages.bottomWidth());
        h = g.feature("in", h);
        for (int i = stages.count() - 1; i >= 0; i--) {
            String stage = "decoder.stages." + i;
            boolean last = i == 0;
            int channels = last && !residual ? image.channels() : stages.channels(Math.max(0, i - 1));
            h = residual ? ResidualBlock.write(g, stage + ".block", h) : h;
            h = g.convTranspose2d(stage + ".up", h, channels, 4, 2, 1); // doubles the sides
            h = last || residual ? h : g.relu(h);
            h = last && !residual ? h : g.feature("stages." + i, h);
        }
        if (residual) {
            h = g.silu(g.groupNorm("decoder.norm", ResidualBlock.write(g, "decoder.last", h), 4));
            h = g.conv2d("decoder.out", h, image.channels(), 3, 1, 1);
        }
        return new ImageSize(g).cropTo(h, image.height(), image.width());
    }

    // ---- objective

    /// Minimises −ELBO with β, warm-up and free bits.
    private final class EvidenceLowerBound implements TrainingStep {
        @Override
        public List<NoiseInput> noise() {
            NoiseInput posterior = new NoiseInput(
                    "epsilon", Noise.Stream.POSTERIOR, NoiseInput.Distribution.NORMAL, spec.latentDimension());
            if (spec.dropout() == 0) {
                return List.of(posterior);
            }
            return List.of(
                    posterior,
                    new NoiseInput(
                            "drop",
                            Noise.Stream.DROPOUT,
                            NoiseInput.Distribution.UNIFORM,
                            features(sizing(), images(sizing())).side(1)));
        }

        /// A graph that is only asked for shapes.
        private Graph sizing() {
            return new Graph(new ParameterTable(), Graph.Mode.TRAINING, Graph.Precision.FLOAT32);
        }

        private Value images(Graph g) {
            ImageShape image = spec.image();
            return g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
        }

        @Override
        public List<String> numbers() {
            return List.of("beta");
        }

        @Override
        public double number(String name, int step) {
            return spec.klWarmupSteps() == 0
                    ? spec.beta()
                    : spec.beta() * Math.min(1, (step + 1.0) / spec.klWarmupSteps());
        }

        @Override
        public LossTerms write(Graph g, Batch batch) {
            Value images = batch.images();
            List<Value> noise = batch.noise();
            Value features = features(g, images);
            if (spec.dropout() > 0) {
                features = g.dropout(features, spec.dropout(), noise.get(1));
            }
            Value mean = posteriorMean(g, features); // [N, d]
            Value logVariance = posteriorLogVariance(g, features); // [N, d]
            Value deviation = g.exp(g.times(logVariance, 0.5));
            Value z = g.add(mean, g.mul(deviation, noise.get(0))); // [N, d]

            Value reconstruction = g.perImage(negativeLogLikelihood(g, reconstruct(g, z), images), images);
            // KL(q‖N(0, I)) = ½ Σ (μ² + σ² − 1 − log σ²)
            Value divergence =
                    g.times(g.plus(g.sub(g.add(g.square(mean), g.exp(logVariance)), logVariance), -1), 0.5); // [N, d]
            Value kl = g.perImage(g.sum(divergence), images);
            Value priced = spec.freeBits() == 0 ? kl : g.sum(g.atLeast(g.batchMean(divergence), spec.freeBits()));
            Value total = g.add(reconstruction, g.times(priced, batch.numbers().getFirst()));

            SequencedMap<String, Value> named = new LinkedHashMap<>();
            named.put("reconstructionLoss", reconstruction);
            named.put("kl", kl);
            named.put(BOUND, g.times(g.add(reconstruction, kl), -1));
            SequencedMap<String, Value> watched = new LinkedHashMap<>();
            watched.put("klOfDimensions", g.batchMean(divergence)); // [d]
            return new LossTerms(total, named, watched);
        }

        /// −log p(x|z) summed over the batch: 0-d.
        private Value negativeLogLikelihood(Graph g, Value output, Value images) {
            if (spec.likelihood() == VaeSpec.Likelihood.BERNOULLI) {
                return g.binaryCrossEntropyWithLogitsSum(output, images);
            }
            // ½ ((x − m)/σ)² + log σ + ½ log 2π, with one σ for all pixels
            Value logDeviation = g.parameter("decoder.log_deviation", new Init.Constant(-1), 1);
            Value precision = g.exp(g.times(g.atLeast(logDeviation, -6), -2));
            Value error = g.sub(output, images);
            Value scaled = g.times(g.mul(g.square(error), precision), 0.5);
            return g.sum(g.plus(g.add(scaled, logDeviation), 0.5 * LOG_2_PI));
        }
    }
}
