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
import studio.latent.engine.generate.DensityOnLane;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.LikelihoodBound;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.HasLikelihoodBound;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.tensor.ComputeDevice;

/// The likelihood of real images under a model: of the held-out ones where some are named, else of the reference.
///
/// A model with an encoder tells a lower bound; one that denoises pixels the density along its probability flow. As
/// many images as the model was to draw, at most, and no more than [#MOST_FLOWS] where each is carried to noise in
/// many steps. Used on the metrics lane.
final class ModelLikelihood {
    private static final String ACTIVITY = "Likelihood of real images";

    /// Images that are carried to noise at most: of 28 by 28 pixels each takes seconds.
    static final int MOST_FLOWS = 64;

    /// Steps of the solver.
    private static final int FLOW_STEPS = 24;

    /// A byte stands for 1/255 of the pixels' range [0, 1].
    private static final int FLOW_LEVELS = 255;

    private static final String FLOW_MEANING =
            "probability flow of the model without a wish, bytes spread evenly over their intervals, in " + FLOW_STEPS
                    + " steps of fourth order with one draw of Hutchinson's estimate an image";

    private final DatasetOpener datasets;

    ModelLikelihood(DatasetOpener datasets) {
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
            LikelihoodBound bound =
                    flows(drawn) ? flow(request, drawn, device, context) : bound(request, drawn, device, context);
            boolean flows = flows(drawn);
            return wanted.stream()
                    .map(metric -> flows && metric == Metric.ELBO ? noBound() : bound.result(metric, request.options()))
                    .toList();
        } catch (IncompatibleModel e) {
            return wanted.stream()
                    .<MetricResult>map(metric -> new MetricResult.NotMeasurable(metric, e.problem(), e.remedy()))
                    .toList();
        }
    }

    private static boolean flows(ImageSource.Drawn drawn) {
        return drawn.model().card().capabilities().contains(Capability.DENOISES);
    }

    private static MetricResult noBound() {
        return new MetricResult.NotMeasurable(
                Metric.ELBO,
                "A diffusion model has no encoder that such a bound is one of; its likelihood is found along its flow.",
                "Measure bits-per-dim.");
    }

    private LikelihoodBound flow(
            EvaluationRequest request, ImageSource.Drawn drawn, ComputeDevice device, JobContext context)
            throws StudioException {
        LocalOpenModel model = LocalOpenModel.of(drawn.model());
        int dimensions = model.definition().spec().image().size();
        try (DensityOnLane lane =
                DensityOnLane.load(model.definition(), model.weights().values(), device)) {
            long seed = request.options().seed();
            List<Raster> images = images(real(request), seed, Math.min(MOST_FLOWS, drawn.count()), context);
            double[] densities = new double[images.size()];
            for (int i = 0; i < densities.length; i++) {
                context.progress(ACTIVITY, i, densities.length);
                double inDataUnits = lane.logDensity(images.get(i), seed + i, FLOW_STEPS, context.cancellation());
                densities[i] = inDataUnits + dimensions * Math.log(2); // [0, 1] is half as long as [−1, 1]
            }
            return new LikelihoodBound(densities, dimensions, FLOW_LEVELS, FLOW_MEANING);
        }
    }

    private static ImageSource real(EvaluationRequest request) {
        return request.heldOut() == null ? request.reference() : request.heldOut();
    }

    private LikelihoodBound bound(
            EvaluationRequest request, ImageSource.Drawn drawn, ComputeDevice device, JobContext context)
            throws StudioException {
        LocalOpenModel model = LocalOpenModel.of(drawn.model());
        ModelDefinition definition = model.definition();
        try (BoundOnLane lane = BoundOnLane.load(definition, model.weights().values(), device)) {
            List<Raster> images = images(real(request), request.options().seed(), drawn.count(), context);
            double[] bounds = new double[images.size()];
            for (int i = 0; i < bounds.length; i++) {
                context.checkCancelled();
                context.progress(ACTIVITY, i, bounds.length);
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
