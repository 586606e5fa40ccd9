package studio.latent.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.EditRequest;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// The bench of [FakeStudio]: latents by seed, images in closed form.
public final class FakeBench implements Bench {
    /// Steps of a preview.
    public static final int PREVIEW_STEPS = 2;

    private final FakeStudio studio;
    private final AtomicInteger rendered = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    private final List<InversionRequest> searches = new CopyOnWriteArrayList<>();
    private volatile boolean held;

    FakeBench(FakeStudio studio) {
        this.studio = studio;
    }

    /// Images that live renderers have painted so far: those that were replaced before they began do not count.
    public int rendered() {
        return rendered.get();
    }

    @Override
    public Latent latentOf(OpenModel model, long seed, PriorKind prior, double temperature) {
        if (!model.card().priors().contains(prior)) {
            throw new IllegalArgumentException("prior: the model must have it, got " + prior);
        }
        return draw(model.card().latentDimension(), seed, prior, temperature);
    }

    static Latent draw(int dimension, long seed, PriorKind prior, double temperature) {
        Random random = new Random(seed);
        float[] values = new float[dimension];
        float shift = prior == PriorKind.MIXTURE ? (random.nextBoolean() ? 1 : -1) : 0;
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) (shift + temperature * random.nextGaussian());
        }
        return new Latent(values);
    }

    @Override
    public Job<List<Raster>> render(OpenModel model, List<Latent> latents, Rendering rendering) {
        return studio.job("Decoding " + latents.size() + " images", context -> {
            List<Raster> images = new ArrayList<>();
            for (Latent latent : latents) {
                context.checkCancelled();
                context.progress("Decoding", images.size(), latents.size());
                images.add(image(model, latent, rendering));
            }
            return List.copyOf(images);
        });
    }

    private static boolean samples(OpenModel model) {
        return model.card().capabilities().contains(Capability.DENOISES);
    }

    private static boolean takesSettings(OpenModel model) {
        return samples(model) || model.card().family() == Family.GAN;
    }

    private static Raster image(OpenModel model, Latent latent, Rendering rendering) {
        return paint(
                model.card().imageShape(), latent, model.version() + (takesSettings(model) ? shift(rendering) : 0));
    }

    /// What other settings add to the pattern.
    static double shift(Rendering rendering) {
        return Math.floorMod(rendering.texts().hashCode(), 997) / 997.0;
    }

    @Override
    public Job<List<TrajectoryStep>> trajectory(OpenModel model, Latent latent, Rendering rendering) {
        return studio.job("Following the steps", _ -> {
            List<TrajectoryStep> steps = new ArrayList<>();
            int count = samples(model) ? rendering.sampling().steps() : 0;
            for (int i = 1; i <= count; i++) {
                Raster noisy = paint(model.card().imageShape(), latent, 2.0 * i);
                Raster estimate = i == count
                        ? image(model, latent, rendering)
                        : paint(model.card().imageShape(), latent, 2.0 * i + 1.0);
                steps.add(new TrajectoryStep(i, count - i + 1.0, noisy, estimate));
            }
            return List.copyOf(steps);
        });
    }

    /// How searches were asked for so far.
    public List<InversionRequest> searches() {
        return List.copyOf(searches);
    }

    /// From now on searches wait in the middle of their steps, or no longer.
    public void holdSearches(boolean hold) {
        held = hold;
    }

    /// The latent that encoding finds, after a look at the image itself; its styles are moved by 1 in w and by 2 in
    /// w by layer.
    @Override
    public Job<InvertedImage> invert(
            OpenModel model,
            Raster image,
            InversionRequest request,
            SamplerSettings settings,
            Consumer<Raster> watcher) {
        return studio.job("Searching the latent", context -> {
            searches.add(request);
            watcher.accept(image);
            context.progress(InversionRequest.STEPPING, request.steps() / 2, request.steps());
            while (held) {
                context.checkCancelled();
                LockSupport.parkNanos(1_000_000);
            }
            Latent found = means(model.card().latentDimension(), image);
            if (!request.space().movesStyles()) {
                return new InvertedImage(found, image, 0.5);
            }
            float[] shift = new float[model.styleLayers().size() * model.styleDimension()];
            Arrays.fill(shift, request.space() == InversionSpace.W ? 1 : 2);
            return new InvertedImage(found, DecoderShift.ofStyles(shift), image, 0.25);
        });
    }

    /// What [#features] tells of a layer: a slope across it that the latent and the settings tilt.
    public static FeatureMaps maps(FeatureLayer layer, Latent latent, Rendering rendering) {
        float[] values = new float[layer.shape().size()];
        int plane = layer.shape().height() * layer.shape().width();
        for (int i = 0; i < values.length; i++) {
            int channel = i / plane;
            values[i] = (float) Math.sin(i % plane * (latent.values()[0] + shift(rendering)) + channel);
        }
        return new FeatureMaps(layer, values);
    }

    /// Looks that were taken so far.
    public int looks() {
        return looks.get();
    }

    @Override
    public Job<FeatureMaps> features(OpenModel model, Latent latent, Rendering rendering, String layer) {
        return studio.job("Looking into a layer", _ -> {
            looks.incrementAndGet();
            FeatureLayer found = model.featureLayers().stream()
                    .filter(each -> each.name().equals(layer))
                    .findFirst()
                    .orElseThrow(() -> new BadOption("The model has no layer '" + layer + "'.", "Use another."));
            return maps(found, latent, rendering);
        });
    }

    /// Value i of the latent is the mean brightness of the i-th of d runs of the image's samples, 0 → −1, 255 → 1.
    @Override
    public Job<Latent> encode(OpenModel model, Raster image) {
        return studio.job("Encoding an image", _ -> means(model.card().latentDimension(), image));
    }

    private static Latent means(int d, Raster image) {
        float[] values = new float[d];
        byte[] samples = image.samples();
        for (int i = 0; i < d; i++) {
            int from = (int) ((long) samples.length * i / d);
            int to = Math.max(from + 1, (int) ((long) samples.length * (i + 1) / d));
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += samples[Math.min(k, samples.length - 1)] & 0xff;
            }
            values[i] = (float) (sum / (to - from) / 127.5 - 1);
        }
        return new Latent(values);
    }

    @Override
    public Job<List<SampledImage>> sample(OpenModel model, SampleRequest request) {
        return studio.job("Sampling " + request.count() + " images", context -> {
            List<SampledImage> images = new ArrayList<>();
            for (int i = 0; i < request.count(); i++) {
                context.checkCancelled();
                context.progress("Sampling", i, request.count());
                Latent latent = latentOf(model, request.seed() + i, request.prior(), request.temperature());
                Raster image = paint(model.card().imageShape(), latent, (double) model.version());
                images.add(new SampledImage(request.seed() + i, latent, image));
            }
            return List.copyOf(images);
        });
    }

    @Override
    public Job<List<SampledImage>> edit(OpenModel model, EditRequest request) {
        SampleRequest drawn =
                new SampleRequest(request.seed(), request.count(), PriorKind.NORMAL, 1, 1, request.sampling());
        return sample(model, drawn);
    }

    /// The noise is that of seed 5.
    @Override
    public Job<InvertedImage> noiseOf(OpenModel model, Raster image, SamplerSettings settings) {
        return studio.job("Finding the noise", context -> {
            context.checkCancelled();
            Latent noise = draw(model.card().latentDimension(), 5, PriorKind.NORMAL, 1);
            Raster made = image(model, noise, new Rendering(settings, null));
            return new InvertedImage(noise, null, made, InvertedImage.error(image, made), 0.125);
        });
    }

    /// A scale of s leaves 1/(1 + s) of a diversity of 0.4.
    @Override
    public Job<Diversity> diversity(OpenModel model, SamplerSettings sampling) {
        return studio.job(
                "Measuring diversity",
                _ -> new Diversity(0.4 / (1 + sampling.steering().classifier().scale()), 0.4, 6));
    }

    @Override
    public LiveRenderer renderer() {
        return new NewestOnly();
    }

    /// A soft two-dimensional wave pattern: brightness = ½ + ½ tanh(½ Σ zᵢ · basisᵢ(y, x, channel)).
    static Raster paint(ImageShape shape, Latent latent, double version) {
        float[] unit = new float[shape.size()];
        int plane = shape.height() * shape.width();
        for (int p = 0; p < unit.length; p++) {
            int channel = p / plane;
            int row = p % plane / shape.width();
            int column = p % shape.width();
            double y = (row + 0.5) / shape.height();
            double x = (column + 0.5) / shape.width();
            double sum = 0.3 * version;
            for (int i = 0; i < latent.dimension(); i++) {
                double angle = Math.PI * ((i % 3 + 1) * x + (i / 3 % 4) * y) + i + 0.7 * channel;
                sum += latent.values()[i] * Math.cos(angle) / Math.sqrt(1 + i);
            }
            unit[p] = (float) (0.5 + 0.5 * Math.tanh(0.5 * sum));
        }
        return Raster.ofUnitFloats(shape, unit, 0);
    }

    private record Wanted(OpenModel model, Latent latent, Rendering rendering, Consumer<Outcome<Picture>> sink) {}

    /// A model that samples in steps gives a preview in one turn and its image, if nothing came between, in the
    /// next.
    private final class NewestOnly implements LiveRenderer {
        private final AtomicReference<@Nullable Wanted> slot = new AtomicReference<>();

        @Override
        public void request(OpenModel model, Latent latent, Rendering rendering, Consumer<Outcome<Picture>> sink) {
            if (slot.getAndSet(new Wanted(model, latent, rendering, sink)) == null) {
                studio.execute(this::renderNewest);
            }
        }

        private void renderNewest() {
            Wanted wanted = slot.getAndSet(null);
            if (wanted == null) {
                return;
            }
            rendered.incrementAndGet();
            StudioException failure = studio.nextFailure();
            if (failure != null) {
                wanted.sink().accept(new Outcome.Failed<>(failure));
            } else if (samples(wanted.model())) {
                deliver(
                        wanted,
                        wanted.rendering()
                                .sampledBy(wanted.rendering().sampling().inAtMost(PREVIEW_STEPS)),
                        true);
                studio.execute(() -> {
                    if (slot.get() == null) {
                        deliver(wanted, wanted.rendering(), false);
                    }
                });
            } else {
                deliver(wanted, wanted.rendering(), false);
            }
        }

        private void deliver(Wanted wanted, Rendering rendering, boolean preview) {
            Raster image = image(wanted.model(), wanted.latent(), rendering);
            wanted.sink().accept(new Outcome.Completed<>(new Picture(image, preview)));
        }
    }
}
