package studio.latent.engine.model.gan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.StyleLayers;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// A generator that maps a latent to a style and lets a style steer each of its convolutions.
///
/// One convolution at the bottom, two at each larger resolution; each resolution adds its picture to that of the
/// one below. In training each image has noise of its own in each layer; in use the noise of a layer is a buffer.
///
/// **Source** Karras et al., "Analyzing and improving the image quality of StyleGAN", 2020, with enlargement by
/// linear interpolation in front of a convolution.
final class StyleGenerator implements Generator {
    private static final String STYLE = ".style";
    private static final String STYLE_WEIGHT = STYLE + ".weight";
    private static final double MAPPING_RATE = 0.01;

    /// Share of the way that the mean of the styles goes to a batch's.
    private static final double MEAN_SHARE = 0.005;

    private final ImageShape image;
    private final int dimension;
    private final StyleSizes sizes;
    private final Pyramid pyramid;

    StyleGenerator(ImageShape image, int dimension, StyleSizes sizes) {
        this.image = image;
        this.dimension = dimension;
        this.sizes = sizes;
        this.pyramid = Pyramid.of(image, sizes.width());
    }

    int layers() {
        return 1 + 2 * pyramid.levels();
    }

    /// What the convolution of a layer makes: `[channels, height, width]`.
    SampleShape shape(int layer) {
        int level = level(layer);
        return new SampleShape(pyramid.channels(level), pyramid.height() >> level, pyramid.breadth() >> level);
    }

    boolean addsNoise() {
        return sizes.layerNoise() == LayerNoise.LEARNED;
    }

    /// Numbers of noise of all layers, also where none is added: what is drawn for it then changes nothing.
    int noiseSize() {
        int all = 0;
        for (int layer = 0; layer < layers(); layer++) {
            all += places(layer);
        }
        return all;
    }

    /// Names of the weights that the style of a layer meets; the last layer of a resolution also steers its
    /// picture.
    List<String> styleWeights(int layer) {
        String own = name("layers." + layer) + STYLE_WEIGHT;
        return layer % 2 == 0 ? List.of(own, name("pictures." + level(layer)) + STYLE_WEIGHT) : List.of(own);
    }

    private static String name(String part) {
        return Game.GENERATOR + part;
    }

    /// The resolution of a layer: how often the image's sides are halved.
    private int level(int layer) {
        return pyramid.levels() - (layer + 1) / 2;
    }

    // ---- training

    @Override
    public List<TrainingStep.NoiseInput> noise() {
        List<TrainingStep.NoiseInput> noise = new ArrayList<>(List.of(normal("z", Noise.Stream.GENERATOR, dimension)));
        if (sizes.styleMixing() > 0) {
            noise.add(normal("other", Noise.Stream.GENERATOR_MIX, dimension));
            noise.add(new TrainingStep.NoiseInput(
                    "crossover", Noise.Stream.CROSSOVER, TrainingStep.NoiseInput.Distribution.UNIFORM, 2));
        }
        if (addsNoise()) {
            noise.add(normal("grain", Noise.Stream.LAYER_NOISE, noiseSize()));
        }
        return noise;
    }

    private static TrainingStep.NoiseInput normal(String name, Noise.Stream stream, int numbers) {
        return new TrainingStep.NoiseInput(name, stream, TrainingStep.NoiseInput.Distribution.NORMAL, numbers);
    }

    private int places(int layer) {
        return shape(layer).height() * shape(layer).width();
    }

    @Override
    public Value train(Graph g, @Nullable Value condition, List<Value> noise) {
        Value style = map(g, noise.getFirst(), condition);
        g.follow(styleMean(g), g.batchMean(style), MEAN_SHARE);
        List<Value> styles = new ArrayList<>(Collections.nCopies(layers(), style));
        if (sizes.styleMixing() > 0) {
            mix(g, styles, map(g, noise.get(1), condition), noise.get(2));
        }
        Value own = ownNoise(g); // what is used after training belongs to the model's weights
        return synthesise(g, styles, addsNoise() ? noise.getLast() : own);
    }

    /// Gives the layers from a random one on the style of another latent, in a share of the images.
    private void mix(Graph g, List<Value> styles, Value other, Value uniforms) {
        StyleLayers steer = new StyleLayers(g);
        Value mixes = g.slice(uniforms, 1, 0, 1);
        Value place = g.slice(uniforms, 1, 1, 2);
        for (int layer = 1; layer < layers(); layer++) {
            // the first layer with the other style lies evenly in 1 … layers − 1
            Value late = steer.choose(place, (double) layer / (layers() - 1), styles.get(layer), other);
            styles.set(layer, steer.choose(mixes, sizes.styleMixing(), styles.get(layer), late));
        }
    }

    // ---- networks

    /// The style of a latent: `[N, d]` → `[N, d]`.
    Value map(Graph g, Value latents, @Nullable Value condition) {
        StyleLayers steer = new StyleLayers(g);
        Value h = steer.pixelNorm(latents);
        if (condition != null) {
            Value told = new PerImage(g).embedding(name("condition"), condition, dimension);
            h = g.concat(1, h, steer.pixelNorm(told));
        }
        for (int layer = 0; layer < sizes.mappingLayers(); layer++) {
            h = steer.leakyRelu(steer.linear(name("mapping." + layer), h, dimension, MAPPING_RATE, 0));
        }
        return h;
    }

    Value styleMean(Graph g) {
        return g.buffer(name("style_mean"), 0, dimension);
    }

    /// The noise of all layers in use, coarse ones first: `[1, noiseSize]`.
    Value ownNoise(Graph g) {
        Value all = ownNoise(g, 0);
        for (int layer = 1; layer < layers(); layer++) {
            all = g.concat(1, all, ownNoise(g, layer));
        }
        return all;
    }

    private Value ownNoise(Graph g, int layer) {
        String grain = name("layers." + layer + ".grain");
        SampleShape shape = shape(layer);
        Value own = g.frozen(() -> g.parameter(grain, new Init.Normal(1), 1, 1, shape.height(), shape.width()));
        return g.reshape(own, 1, places(layer));
    }

    /// The noise of each layer out of that of all: `[N, 1, H, W]` each.
    private List<Value> grains(Graph g, Value noise) {
        List<Value> grains = new ArrayList<>();
        int from = 0;
        for (int layer = 0; layer < layers(); layer++) {
            Value part = g.slice(noise, 1, from, from + places(layer));
            SampleShape shape = shape(layer);
            grains.add(g.reshape(part, Value.BATCH, 1, shape.height(), shape.width()));
            from += places(layer);
        }
        return grains;
    }

    /// **Shapes** styles `[N, d]` each, noise `[N or 1, noiseSize]` → `[N, C, H, W]`, most of it in [−1, 1].
    Value synthesise(Graph g, List<Value> styles, Value noise) {
        StyleLayers steer = new StyleLayers(g);
        List<Value> grains = grains(g, noise);
        Value h = steer.constant(
                name("constant"),
                styles.getFirst(),
                pyramid.channels(pyramid.levels()),
                pyramid.bottomHeight(),
                pyramid.bottomBreadth());
        h = layer(g, h, 0, styles, grains);
        Value picture = picture(g, h, 0, styles);
        for (int layer = 1; layer < layers(); layer += 2) {
            h = layer(g, steer.upsample2x(h), layer, styles, grains);
            h = layer(g, h, layer + 1, styles, grains);
            picture = g.add(steer.upsample2x(picture), picture(g, h, layer + 1, styles));
        }
        return new ImageSize(g).cropTo(picture, image.height(), image.width());
    }

    private Value layer(Graph g, Value x, int layer, List<Value> styles, List<Value> grains) {
        StyleLayers steer = new StyleLayers(g);
        String at = name("layers." + layer);
        Value style = steer.linear(at + STYLE, styles.get(layer), x.side(1), 1, 1);
        Value h = steer.modulatedConv(at + ".conv", x, style, pyramid.channels(level(layer)), 3, true);
        h = addsNoise() ? steer.noise(at + ".grain_strength", h, grains.get(layer)) : h;
        return g.feature("layers." + layer, steer.leakyRelu(steer.bias(at + ".bias", h)));
    }

    private Value picture(Graph g, Value h, int layer, List<Value> styles) {
        StyleLayers steer = new StyleLayers(g);
        String at = name("pictures." + level(layer));
        Value style = steer.linear(at + STYLE, styles.get(layer), h.side(1), 1, 1);
        return steer.bias(at + ".bias", steer.modulatedConv(at + ".conv", h, style, image.channels(), 1, false));
    }
}
