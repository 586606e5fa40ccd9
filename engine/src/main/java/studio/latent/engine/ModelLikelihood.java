package studio.latent.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.LooseImages;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.BoundOnLane;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.LikelihoodBound;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.HasLikelihoodBound;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.tensor.ComputeDevice;

/// The likelihood bound of real images under a model: of the held-out ones where some are named, else of the
/// reference.
///
/// As many images as the model was to draw, at most. Used on the metrics lane.
final class ModelLikelihood {
    private final LocalTrainingRuns.DatasetOpener datasets;

    ModelLikelihood(LocalTrainingRuns.DatasetOpener datasets) {
        this.datasets = datasets;
    }

    /// The result of each metric of `wanted`, all of which ask a model.
    ///
    /// A model or images that do not fit are no error: the other metrics have their values, and these the reason.
    List<MetricResult> measure(
            EvaluationRequest request,
            ImageSource.Drawn drawn,
            List<Metric> wanted,
            ComputeDevice device,
            JobContext context)
            throws StudioException {
        try {
            LikelihoodBound bound = bound(request, drawn, device, context);
            return wanted.stream()
                    .<MetricResult>map(metric -> bound.result(metric, request.options()))
                    .toList();
        } catch (IncompatibleModel e) {
            return wanted.stream()
                    .<MetricResult>map(metric -> new MetricResult.NotMeasurable(metric, e.problem(), e.remedy()))
                    .toList();
        }
    }

    private LikelihoodBound bound(
            EvaluationRequest request, ImageSource.Drawn drawn, ComputeDevice device, JobContext context)
            throws StudioException {
        LocalOpenModel model = LocalOpenModel.of(drawn.model());
        ModelDefinition definition = model.definition();
        try (BoundOnLane lane = BoundOnLane.load(definition, model.weights().values(), device)) {
            ImageSource real = request.heldOut() == null ? request.reference() : request.heldOut();
            List<Raster> images = images(real, request.options().seed(), drawn.count(), context);
            double[] bounds = new double[images.size()];
            for (int i = 0; i < bounds.length; i++) {
                context.checkCancelled();
                context.progress("Likelihood of real images", i, bounds.length);
                bounds[i] = lane.bound(images.get(i), request.options().seed() + i);
            }
            HasLikelihoodBound.PixelLikelihood pixels = ((HasLikelihoodBound) definition).pixelLikelihood();
            return new LikelihoodBound(bounds, definition.spec().image().size(), pixels.levels(), pixels.meaning());
        }
    }

    private List<Raster> images(ImageSource source, long seed, int most, JobContext context) throws StudioException {
        return switch (source) {
            case ImageSource.Data data -> {
                Dataset dataset = datasets.open(data.nameOrPath(), data.imageSize(), context);
                yield first(IntStream.range(0, dataset.count()).boxed().toList(), seed, most).stream()
                        .map(dataset::image)
                        .toList();
            }
            case ImageSource.Loose loose ->
                first(LooseImages.read(loose.place(), context).images(), seed, most);
            case ImageSource.Drawn _ ->
                throw new IncompatibleModel(
                        "A likelihood is one of real images, not of drawn ones.", "Name real images with --data.");
        };
    }

    private static <T> List<T> first(List<T> all, long seed, int most) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, Math.min(most, order.size()));
    }
}
