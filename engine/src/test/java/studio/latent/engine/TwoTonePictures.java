package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;

/// Grey pictures of 8×8 pixels whose left and right halves are bright or dark by themselves, as the attributes
/// `left` and `right` say, and a model whose two latents are the halves' brightness.
final class TwoTonePictures {
    static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;

    /// Latents from −2.5 to 2.5 are brightness from 0 to 1.
    private static final float STEP = 0.2f;

    private TwoTonePictures() {}

    static boolean left(int number) {
        return number % 2 == 1;
    }

    static boolean right(int number) {
        return number / 2 % 2 == 1;
    }

    static Raster image(int number) {
        byte[] samples = new byte[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            boolean bright = isLeft(i) ? left(number) : right(number);
            double noise = Noise.uniform(number, Noise.Stream.FIXED_GRID, i);
            samples[i] = (byte) ((bright ? 190 : 50) + 10 * noise);
        }
        return new Raster(SHAPE, samples);
    }

    private static boolean isLeft(int pixel) {
        return pixel % SIDE < SIDE / 2;
    }

    /// Images and `attributes.csv` with `left`, `right`, and `same`, which says what `left` says in words.
    static Path write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        StringBuilder table = new StringBuilder("file,left,right,same\n");
        for (int i = 0; i < count; i++) {
            String name = "%04d.png".formatted(i);
            Files.write(folder.resolve(name), PngFile.encode(image(i), Map.of()));
            table.append("%s,%d,%d,%s%n".formatted(name, left(i) ? 1 : 0, right(i) ? 1 : 0, left(i) ? "day" : "night"));
        }
        Files.writeString(folder.resolve("attributes.csv"), table);
        return folder;
    }

    private static Map<String, HostTensor> weights() {
        float[] out = new float[PIXELS * 2];
        float[] in = new float[2 * PIXELS];
        float[] grey = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int half = isLeft(i) ? 0 : 1;
            out[2 * i + half] = STEP;
            in[half * PIXELS + i] = 2f / PIXELS / STEP;
            grey[i] = 0.5f;
        }
        Map<String, HostTensor> weights = new HashMap<>();
        weights.put("decoder.out.weight", new HostTensor(new int[] {PIXELS, 2}, out));
        weights.put("decoder.out.bias", new HostTensor(new int[] {PIXELS}, grey));
        weights.put("encoder.mean.weight", new HostTensor(new int[] {2, PIXELS}, in));
        weights.put("style_mean", HostTensor.zeros(2));
        weights.put("noise", HostTensor.zeros(1, 1));
        weights.put("encoder.mean.bias", new HostTensor(new int[] {2}, new float[] {-0.5f / STEP, -0.5f / STEP}));
        return weights;
    }

    private static Vae vae() {
        return new Vae(new VaeSpec(SHAPE, 2, VaeSpec.Network.LINEAR, 8, 8, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 0, 0));
    }

    /// @param location where a model of this kind would lie: the place of its ready-made directions
    static LocalOpenModel model(Path location, String hash) {
        return open(location, hash, vae());
    }

    /// The same model without its encoder.
    static LocalOpenModel generator(Path location) {
        return open(location, "g", new Generator(vae()));
    }

    /// The same whose two layers have styles, which are the latents: the first layer takes its style's left number, the
    /// second its style's right one.
    static LocalOpenModel styled(Path location) {
        return open(location, "s", new Styled(vae()));
    }

    /// One whose only layer of feature maps is its image.
    ///
    /// @param encodes whether it finds latents of images
    static LocalOpenModel mapped(Path location, boolean encodes) {
        return open(location, "f", encodes ? new MappedAutoencoder(vae()) : new Mapped(vae()));
    }

    private static LocalOpenModel open(Path location, String hash, ModelDefinition definition) {
        ModelCard card = new ModelCard(
                "two-tone",
                location,
                Family.VAE,
                "vae",
                SHAPE,
                2,
                Set.of(Capability.DECODES),
                List.of(PriorKind.NORMAL),
                12,
                hash,
                "",
                "",
                "",
                Map.of());
        return new LocalOpenModel(card, definition, weights(), LatentGeometry.standard(2), null);
    }

    /// A decoder of two layers' styles.
    private record Styled(Vae vae) implements ModelDefinition, HasStyles {
        @Override
        public ModelSpec spec() {
            return vae.spec();
        }

        @Override
        public List<String> conditions() {
            return List.of();
        }

        @Override
        public TrainingStep trainingStep() {
            return vae.trainingStep();
        }

        @Override
        public int styleLayers() {
            return 2;
        }

        @Override
        public SampleShape styleShape(int layer) {
            return new SampleShape(1, SIDE, SIDE);
        }

        @Override
        public int styleDimension() {
            return 2;
        }

        @Override
        public List<String> styleWeights(int layer) {
            return List.of();
        }

        @Override
        public Value map(Graph g, Value latents, @Nullable Value condition) {
            return latents;
        }

        @Override
        public Value styleMean(Graph g) {
            return g.buffer("style_mean", 0, 2);
        }

        @Override
        public boolean addsNoise() {
            return false;
        }

        @Override
        public int noiseSize() {
            return 1;
        }

        @Override
        public Value noise(Graph g) {
            return g.buffer("noise", 0, 1, 1);
        }

        @Override
        public Value synthesise(Graph g, List<Value> styles, Value noise) {
            return vae.decode(g, g.concat(1, g.slice(styles.get(0), 1, 0, 1), g.slice(styles.get(1), 1, 1, 2)));
        }
    }

    /// What all these models have of a VAE.
    private interface OfVae extends ModelDefinition, Decodes {
        Vae vae();

        @Override
        default ModelSpec spec() {
            return vae().spec();
        }

        @Override
        default TrainingStep trainingStep() {
            return vae().trainingStep();
        }

        @Override
        default Value decode(Graph g, Value latents) {
            return vae().decode(g, latents);
        }
    }

    /// A decoder alone.
    private record Generator(Vae vae) implements OfVae {}

    /// A decoder whose image is a layer.
    private record Mapped(Vae vae) implements OfVae {
        @Override
        public Value decode(Graph g, Value latents) {
            return g.feature("picture", vae.decode(g, latents));
        }
    }

    /// The same with an encoder.
    private record MappedAutoencoder(Vae vae) implements OfVae, Encodes {
        @Override
        public Value decode(Graph g, Value latents) {
            return g.feature("picture", vae.decode(g, latents));
        }

        @Override
        public Value encode(Graph g, Value images) {
            return vae.encode(g, images);
        }
    }
}
