package studio.latent.engine.model.gan;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Game;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.ScoreLayers;
import studio.latent.engine.nn.SpectralLayers;
import studio.latent.engine.nn.Value;
import studio.latent.engine.nn.WindowLayers;

/// The player that scores images: the higher, the more it takes one for real.
///
/// What it is told of an image adds the inner product of a learned row with the image's features to the score.
///
/// **Shapes** images `[N, C, H, W]` in [−1, 1] → scores `[N]`. **Source** of the inner product: Miyato and Koyama,
/// "cGANs with projection discriminator", 2018.
final class Discriminator {
    private static final double SLOPE = 0.2;

    private final ImageShape image;
    private final NetworkSizes sizes;

    Discriminator(ImageShape image, NetworkSizes sizes) {
        this.image = image;
        this.sizes = sizes;
    }

    /// The network in one graph: all that it reads there is read with the same weights.
    ///
    /// @param iterates whether this graph moves the estimates of singular values on
    Reader reader(Graph g, boolean iterates) {
        return new Reader(g, new SpectralLayers(g, iterates));
    }

    private static String name(String part) {
        return Game.DISCRIMINATOR + part;
    }

    /// See [#reader].
    final class Reader {
        private final Graph g;
        private final SpectralLayers spectral;

        private Reader(Graph g, SpectralLayers spectral) {
            this.g = g;
            this.spectral = spectral;
        }

        /// Writes the network.
        ///
        /// @param condition `[N, rows]`; null for one that is told nothing
        Value scores(Value images, @Nullable Value condition) {
            Value features = switch (sizes.network()) {
                case MLP -> dense(images);
                case DCGAN -> strided(images);
                case RESIDUAL -> residual(images);
            };
            Value all = sizes.minibatchDeviation() ? new ScoreLayers(g).minibatchDeviation(features) : features;
            Value flat = all.rank() == 2 ? all : g.flatten(all);
            Value score = g.reshape(linear(name("out"), flat, 1), Value.BATCH);
            if (condition == null) {
                return score;
            }
            Value summary = features.rank() == 2 ? features : new WindowLayers(g).channelMeans(features);
            return g.add(score, new ScoreLayers(g).innerProducts(summary, row(condition, summary.side(1))));
        }

        private Value row(Value condition, int features) {
            String name = name("condition");
            return sizes.discriminatorNorm() == NetworkSizes.DiscriminatorNorm.SPECTRAL
                    ? spectral.embedding(name, condition, features)
                    : new PerImage(g).embedding(name, condition, features, 1 / Math.sqrt(features));
        }

        private Value dense(Value images) {
            Value h = g.leakyRelu(linear(name("layers.0"), g.flatten(images), 2 * sizes.units()), SLOPE);
            return g.leakyRelu(linear(name("layers.1"), h, sizes.units()), SLOPE);
        }

        private Value strided(Value images) {
            Pyramid pyramid = Pyramid.of(image, sizes.width());
            Value h = new ImageSize(g).padTo(images, pyramid.height(), pyramid.breadth());
            for (int level = 1; level <= pyramid.levels(); level++) {
                String stage = name("stages." + level);
                h = conv2d(stage + ".down", h, pyramid.channels(level), 4, 2, 1); // halves the sides
                h = g.leakyRelu(level == 1 ? h : normed(stage + ".norm", h), SLOPE);
            }
            return h;
        }

        private Value residual(Value images) {
            Pyramid pyramid = Pyramid.of(image, sizes.width());
            Value h = g.channelsLast(new ImageSize(g).padTo(images, pyramid.height(), pyramid.breadth()));
            h = conv2d(name("in"), h, pyramid.channels(0), 3, 1, 1);
            for (int level = 1; level <= pyramid.levels(); level++) {
                h = block(name("stages." + level), h, pyramid.channels(level));
            }
            return g.leakyRelu(h, SLOPE);
        }

        /// Halves the sides; what passes by is reduced likewise.
        private Value block(String block, Value x, int channels) {
            Value h = conv2d(block + ".conv1", g.leakyRelu(x, SLOPE), x.side(1), 3, 1, 1);
            h = conv2d(block + ".conv2", g.leakyRelu(normed(block + ".norm", h), SLOPE), channels, 3, 1, 1);
            Value past = new ImageSize(g).halved(x);
            past = x.side(1) == channels ? past : conv2d(block + ".past", past, channels, 1, 1, 0);
            return g.times(g.add(new ImageSize(g).halved(h), past), Math.sqrt(0.5));
        }

        private Value normed(String name, Value x) {
            return sizes.discriminatorNorm() == NetworkSizes.DiscriminatorNorm.BATCH ? g.batchNorm2d(name, x) : x;
        }

        private Value conv2d(String name, Value x, int out, int kernel, int stride, int padding) {
            return sizes.discriminatorNorm() == NetworkSizes.DiscriminatorNorm.SPECTRAL
                    ? spectral.conv2d(name, x, out, kernel, stride, padding)
                    : g.conv2d(name, x, out, kernel, stride, padding);
        }

        private Value linear(String name, Value x, int out) {
            return sizes.discriminatorNorm() == NetworkSizes.DiscriminatorNorm.SPECTRAL
                    ? spectral.linear(name, x, out)
                    : g.linear(name, x, out);
        }
    }
}
