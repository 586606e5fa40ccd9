package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.latent.engine.edit.LatentPath;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.FloatDecoder;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.PathLength;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Noise;

/// The perceptual path length of a model: on arcs between latents that its prior draws, half as many as images were
/// asked for.
///
/// The step is 1e-4 of a path, as published, where 32-bit numbers resolve it: a first few paths are measured with
/// it and with twice of it, and where the two disagree a step four times as long is tried. Images go from the
/// decoder to the network unrounded. Used on the metrics lane.
final class ModelPathLength {
    /// Most first.
    private static final double[] STEPS = {1e-4, 4e-4, 1.6e-3, 6.4e-3};

    /// Share by which lengths of one and of two steps may differ.
    private static final double AGREEMENT = 0.02;

    private static final int FIRST_PATHS = 32;

    /// Paths at a time; small batches are the fast ones.
    private static final int CHUNK = 8;

    private final FloatDecoder decoder;
    private final FeatureNetwork network;
    private final LocalOpenModel model;
    private final ImageSource.Drawn drawn;

    private ModelPathLength(
            FloatDecoder decoder, FeatureNetwork network, LocalOpenModel model, ImageSource.Drawn drawn) {
        this.decoder = decoder;
        this.network = network;
        this.model = model;
        this.drawn = drawn;
    }

    /// A model without latents is no error: the other metrics have their values, and this one the reason.
    static MetricResult measure(
            EvaluationRequest request,
            ImageSource.Drawn drawn,
            FeatureNetwork network,
            ComputeDevice device,
            JobContext context)
            throws StudioException {
        LocalOpenModel model = LocalOpenModel.of(drawn.model());
        try (FloatDecoder decoder =
                FloatDecoder.load(model.definition(), model.weights().values(), device)) {
            ModelPathLength lengths = new ModelPathLength(decoder, network, model, drawn);
            Optional<PathLength> found = lengths.whole(context);
            return found.isPresent()
                    ? found.orElseThrow().result(network.id(), network.resize(), request.options())
                    : new MetricResult.NotMeasurable(
                            Metric.PERCEPTUAL_PATH_LENGTH,
                            "No step along a path is both short and larger than the rounding of 32-bit numbers.",
                            "Measure with other features.");
        } catch (IncompatibleModel e) {
            return new MetricResult.NotMeasurable(Metric.PERCEPTUAL_PATH_LENGTH, e.problem(), e.remedy());
        }
    }

    private Optional<PathLength> whole(JobContext context) throws StudioException {
        int paths = Math.max(1, drawn.count() / 2);
        int first = Math.min(paths, FIRST_PATHS);
        for (double step : STEPS) {
            PathLength one = lengths(first, step, context);
            PathLength two = lengths(first, 2 * step, context);
            boolean unseen = one.mean() == 0 && step < STEPS[STEPS.length - 1];
            if (!unseen && one.disagreement(two) <= AGREEMENT) {
                return Optional.of(paths == first ? one : lengths(paths, step, context));
            }
        }
        return Optional.empty();
    }

    private PathLength lengths(int paths, double step, JobContext context) throws StudioException {
        List<FeatureMatrix> ends = new ArrayList<>();
        for (int done = 0; done < paths; done += CHUNK) {
            context.checkCancelled();
            context.progress("Images along paths of latents", done, paths);
            List<Latent> latents = new ArrayList<>();
            for (int path = done; path < Math.min(paths, done + CHUNK); path++) {
                double t = place(drawn.seed(), path);
                latents.add(at(path, t));
                latents.add(at(path, t + step));
            }
            FeatureImages images = FeatureImages.ofFloats(decoder.shape(), decoder.decode(latents));
            ends.add(network.features(images, JobContext.unattended()));
        }
        return PathLength.of(FeatureMatrix.concat(ends), step);
    }

    /// Where a path's step begins: uniform, and so far from the end that every step has room.
    static double place(long seed, int path) {
        return Noise.uniform(seed, Noise.Stream.PATH, path) * (1 - 2 * STEPS[STEPS.length - 1]);
    }

    private Latent at(int path, double t) {
        long seed = drawn.seed() + 2L * path;
        List<Latent> keys = List.of(
                model.latentOf(seed, drawn.prior(), drawn.temperature()),
                model.latentOf(seed + 1, drawn.prior(), drawn.temperature()));
        return new LatentPath.Slerp(false).at(keys, t);
    }
}
