package studio.latent.engine.model.gan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.StyleLayers;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A generator from a latent upwards: dense layers, transposed convolutions or residual blocks.
///
/// **Shapes** latents `[N, d]` → images `[N, C, H, W]` in [−1, 1].
final class ImageGenerator implements Generator {
    private static final int MOST_CONDITION_FEATURES = 64;

    private final ImageShape image;
    private final int latentDimension;
    private final NetworkSizes sizes;

    ImageGenerator(ImageShape image, int latentDimension, NetworkSizes sizes) {
        this.image = image;
        this.latentDimension = latentDimension;
        this.sizes = sizes;
    }

    @Override
    public List<TrainingStep.NoiseInput> noise() {
        return List.of(new TrainingStep.NoiseInput(
                "z", Noise.Stream.GENERATOR, TrainingStep.NoiseInput.Distribution.NORMAL, latentDimension));
    }

    @Override
    public Value train(Graph g, @Nullable Value condition, List<Value> noise) {
        return write(g, noise.getFirst(), condition);
    }

    /// Writes the network.
    Value write(Graph g, Value latents, @Nullable Value condition) {
        Value input = latents;
        if (condition != null) {
            int features = Math.min(MOST_CONDITION_FEATURES, latentDimension);
            input = g.concat(1, latents, new PerImage(g).embedding(name("condition"), condition, features));
        }
        return g.tanh(
                switch (sizes.network()) {
                    case MLP -> dense(g, input);
                    case DCGAN -> transposed(g, input);
                    case RESIDUAL -> residual(g, input);
                });
    }

    /// The weight that meets the latent first: `[out, d]`, with columns of the condition's features behind, where
    /// there is one.
    String latentWeight() {
        return name(sizes.network() == NetworkSizes.Network.MLP ? "layers.0.weight" : "in.weight");
    }

    private static String name(String part) {
        return Game.GENERATOR + part;
    }

    private Value dense(Graph g, Value input) {
        Value h = g.leakyRelu(g.linear(name("layers.0"), input, sizes.units()), 0.2);
        h = g.leakyRelu(normed(g, name("norms.1"), g.linear(name("layers.1"), h, 2 * sizes.units())), 0.2);
        h = g.leakyRelu(normed(g, name("norms.2"), g.linear(name("layers.2"), h, 2 * sizes.units())), 0.2);
        h = g.linear(name("out"), h, image.size());
        return g.reshape(h, Value.BATCH, image.channels(), image.height(), image.width());
    }

    /// The smallest picture of features: `[N, C, h, w]`.
    private static Value bottom(Graph g, Value input, Pyramid pyramid) {
        int channels = pyramid.channels(pyramid.levels());
        Value h = g.linear(name("in"), input, channels * pyramid.bottomHeight() * pyramid.bottomBreadth());
        return g.reshape(h, Value.BATCH, channels, pyramid.bottomHeight(), pyramid.bottomBreadth());
    }

    private Value transposed(Graph g, Value input) {
        Pyramid pyramid = Pyramid.of(image, sizes.width());
        Value h = g.feature("in", g.relu(normed(g, name("norm_in"), bottom(g, input, pyramid))));
        for (int level = pyramid.levels() - 1; level >= 0; level--) {
            boolean last = level == 0;
            String stage = name("stages." + level);
            int channels = last ? image.channels() : pyramid.channels(level);
            h = g.convTranspose2d(stage + ".up", h, channels, 4, 2, 1); // doubles the sides
            h = last ? h : g.feature("stages." + level, g.relu(normed(g, stage + ".norm", h)));
        }
        return new ImageSize(g).cropTo(h, image.height(), image.width());
    }

    private Value residual(Graph g, Value input) {
        Pyramid pyramid = Pyramid.of(image, sizes.width());
        Value h = g.feature("in", g.channelsLast(bottom(g, input, pyramid)));
        for (int level = pyramid.levels() - 1; level >= 0; level--) {
            String stage = "stages." + level;
            h = g.feature(stage, block(g, name(stage), h, pyramid.channels(level)));
        }
        h = g.relu(normed(g, name("norm_out"), h));
        return new ImageSize(g)
                .cropTo(g.conv2d(name("out"), h, image.channels(), 3, 1, 1), image.height(), image.width());
    }

    /// Doubles the sides; what passes by is enlarged likewise.
    private Value block(Graph g, String block, Value x, int channels) {
        Value h = new ImageSize(g).doubled(g.relu(normed(g, block + ".norm1", x)));
        h = g.conv2d(block + ".conv1", h, channels, 3, 1, 1);
        h = g.conv2d(block + ".conv2", g.relu(normed(g, block + ".norm2", h)), channels, 3, 1, 1);
        Value past = x.side(1) == channels ? x : g.conv2d(block + ".past", x, channels, 1, 1, 0);
        return g.times(g.add(h, new ImageSize(g).doubled(past)), Math.sqrt(0.5));
    }

    private Value normed(Graph g, String name, Value x) {
        return switch (sizes.generatorNorm()) {
            case NONE -> x;
            case BATCH -> g.batchNorm2d(name, x);
            case PIXEL -> new StyleLayers(g).pixelNorm(x);
        };
    }
}
