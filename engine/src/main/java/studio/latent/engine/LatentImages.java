package studio.latent.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StylesOnLane;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.metric.feature.DomainClassifier;
import studio.latent.engine.metric.feature.FeatureImages;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;

/// Many latents of a model, their images, and what a classifier tells of these; for jobs that wait on a virtual
/// thread while lanes work.
final class LatentImages {
    private static final int BATCH = 32;

    /// Latents that say how a place varies.
    static final int DRAWN_STYLES = 2_000;

    private final StudioOptions options;
    private final Lanes lanes;
    private final DatasetOpener datasets;

    LatentImages(StudioOptions options, Lanes lanes, DatasetOpener datasets) {
        this.options = options;
        this.lanes = lanes;
        this.datasets = datasets;
    }

    /// A data set in the shape of the model's images.
    Dataset dataset(String nameOrPath, OpenModel model, JobContext context) throws StudioException {
        ImageShape wanted = model.card().imageShape();
        Dataset dataset = datasets.open(nameOrPath, 0, context);
        if (!dataset.shape().equals(wanted) && wanted.width() == wanted.height()) {
            dataset = datasets.open(nameOrPath, wanted.width(), context);
        }
        if (!dataset.shape().equals(wanted)) {
            throw new IncompatibleModel(
                    "The images of '" + dataset.name() + "' are " + dataset.shape() + ", the model '"
                            + model.card().name() + "' makes " + wanted + ".",
                    "Choose a data set like the one that the model was trained on.");
        }
        return dataset;
    }

    /// The latents of a data set's images at these positions.
    float[][] encode(LocalOpenModel model, Dataset dataset, int[] positions, JobContext context)
            throws StudioException {
        Job<float[][]> job = lanes.background("Encoding", (_, models) -> {
            ModelOnLane loaded = models.get(model.weights());
            float[][] latents = new float[positions.length][];
            ByteBuffer pixels =
                    ByteBuffer.allocateDirect(BATCH * dataset.shape().size()).order(ByteOrder.nativeOrder());
            for (int done = 0; done < positions.length; done += BATCH) {
                context.checkCancelled();
                context.progress("Encoding images", done, positions.length);
                int size = Math.min(BATCH, positions.length - done);
                pixels.clear();
                for (int i = done; i < done + size; i++) {
                    dataset.copy(positions[i], false, pixels);
                }
                System.arraycopy(loaded.encode(pixels.flip(), size), 0, latents, done, size);
            }
            return latents;
        });
        return job.awaitFor(context);
    }

    /// So many positions of a data set, evenly spread.
    static int[] spread(int most, int count) {
        int[] positions = new int[Math.min(most, count)];
        Arrays.setAll(positions, i -> (int) ((long) i * count / positions.length));
        return positions;
    }

    /// Latents of consecutive seeds from N(0, I).
    static List<Latent> drawn(LocalOpenModel model, long seed, int count) {
        List<Latent> latents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            latents.add(model.latentOf(seed + i, PriorKind.NORMAL, 1));
        }
        return latents;
    }

    List<Raster> decode(LocalOpenModel model, List<Latent> latents, JobContext context) throws StudioException {
        return each(model, latents, context, ModelOnLane::decode);
    }

    /// How the image of one latent is made.
    @FunctionalInterface
    private interface Drawing {
        Raster of(ModelOnLane loaded, Latent latent) throws StudioException;
    }

    private List<Raster> each(LocalOpenModel model, List<Latent> latents, JobContext context, Drawing drawing)
            throws StudioException {
        Job<List<Raster>> job = lanes.background("Making images", (_, models) -> {
            ModelOnLane loaded = models.get(model.weights());
            List<Raster> images = new ArrayList<>();
            for (Latent latent : latents) {
                context.checkCancelled();
                context.progress("Making images", images.size(), latents.size());
                images.add(drawing.of(loaded, latent));
            }
            return images;
        });
        return job.awaitFor(context);
    }

    /// The styles of so many latents that they say how styles vary. **Shapes** the result is `[n][s]`.
    ///
    /// **Errors** [IncompatibleModel] for a model without styles.
    float[][] drawnStyles(LocalOpenModel model, long seed, JobContext context) throws StudioException {
        return styles(model, drawn(model, seed, DRAWN_STYLES), context);
    }

    /// The styles that latents are mapped to. **Shapes** the result is `[n][s]`.
    ///
    /// **Errors** [IncompatibleModel] for a model without styles.
    float[][] styles(LocalOpenModel model, List<Latent> latents, JobContext context) throws StudioException {
        Job<float[][]> job = lanes.background("Mapping latents", (_, models) -> {
            StylesOnLane styles = models.get(model.weights()).styles();
            float[][] rows = new float[latents.size()][];
            for (int i = 0; i < rows.length; i++) {
                context.checkCancelled();
                rows[i] = styles.style(latents.get(i), model.usualSampling());
            }
            return rows;
        });
        return job.awaitFor(context);
    }

    /// Images of latents that are brought to a coordinate along a direction: the latents themselves, or what the
    /// direction's layers make of them.
    List<Raster> moved(
            LocalOpenModel model, List<Latent> latents, Direction direction, double coordinate, JobContext context)
            throws StudioException {
        if (direction.movesLatents()) {
            return decode(
                    model,
                    latents.stream()
                            .map(latent -> direction.at(latent, coordinate))
                            .toList(),
                    context);
        }
        return direction.space() == DirectionSpace.FEATURE_MAPS
                ? withMaps(model, latents, direction, coordinate, context)
                : styled(model, latents, direction, coordinate, context);
    }

    private List<Raster> withMaps(
            LocalOpenModel model, List<Latent> latents, Direction direction, double coordinate, JobContext context)
            throws StudioException {
        String layer = model.featureLayers().get(direction.layers().getFirst()).name();
        SamplerSettings usual = model.usualSampling();
        return each(model, latents, context, (loaded, latent) -> {
            double place = direction.coordinateOfMaps(
                    loaded.features(latent, usual, layer).values());
            DecoderShift shift = direction.moved(DecoderShift.NONE, coordinate - place);
            SamplerSettings moved = usual.styled(usual.styling().shiftedBy(shift));
            return loaded.decode(latent, moved, context.cancellation());
        });
    }

    private List<Raster> styled(
            LocalOpenModel model, List<Latent> latents, Direction direction, double coordinate, JobContext context)
            throws StudioException {
        SamplerSettings usual = model.usualSampling();
        return each(model, latents, context, (loaded, latent) -> {
            StylesOnLane styles = loaded.styles();
            float[][] own = styles.styles(latent, usual);
            DecoderShift none = DecoderShift.orNone(null, own.length, own[0].length);
            DecoderShift shift = direction.moved(none, coordinate - direction.coordinateOf(own));
            return styles.synthesise(shift.applied(own), usual.styling());
        });
    }

    /// The image of a latent, then those of the points one step from it along each axis: of the latents, of the
    /// style in all of the place's layers, or in w+ of the style of each of these layers, one layer after the
    /// other.
    ///
    /// @param step length of the steps
    List<Raster> steps(LocalOpenModel model, Latent latent, DirectionPlace place, double step, JobContext context)
            throws StudioException {
        Job<List<Raster>> job = lanes.background("Stepping along every axis", (_, models) -> {
            ModelOnLane loaded = models.get(model.weights());
            List<Raster> images = new ArrayList<>(List.of(loaded.decode(latent)));
            if (place.space().isOfLatents()) {
                for (int axis = 0; axis < latent.dimension(); axis++) {
                    context.checkCancelled();
                    float[] values = latent.values().clone();
                    values[axis] += (float) step;
                    images.add(loaded.decode(new Latent(values)));
                }
                return images;
            }
            StylesOnLane styles = loaded.styles();
            SamplerSettings usual = model.usualSampling();
            float[][] own = styles.styles(latent, usual);
            DecoderShift none = DecoderShift.orNone(null, own.length, own[0].length);
            for (List<Integer> together : place.movedTogether(own.length)) {
                for (int axis = 0; axis < own[0].length; axis++) {
                    context.checkCancelled();
                    float[] along = new float[own[0].length];
                    along[axis] = 1;
                    DecoderShift shift = none.plus(along, step, together);
                    images.add(styles.synthesise(shift.applied(own), usual.styling()));
                }
            }
            return images;
        });
        return job.awaitFor(context);
    }

    /// What a layer makes on the way to each latent's image, one after the other: no more than one is kept here.
    ///
    /// @param sink takes the place of a latent in the list and the layer's activations, in one row
    void activations(
            LocalOpenModel model, List<Latent> latents, String layer, ObjIntConsumer<float[]> sink, JobContext context)
            throws StudioException {
        Job<Integer> job = lanes.background("Looking into " + layer, (_, models) -> {
            ModelOnLane loaded = models.get(model.weights());
            SamplerSettings settings = model.usualSampling();
            for (int i = 0; i < latents.size(); i++) {
                context.checkCancelled();
                context.progress("Looking into " + layer, i, latents.size());
                sink.accept(loaded.features(latents.get(i), settings, layer).values(), i);
            }
            return latents.size();
        });
        job.awaitFor(context);
    }

    /// The probabilities that a classifier gives to what is on images, on the metrics lane.
    FeatureMatrix probabilities(DomainClassifier.Trained classifier, List<Raster> images, JobContext context)
            throws StudioException {
        Job<FeatureMatrix> job = Job.start("Looking at images", lanes.metrics().at(Lane.Urgency.SOON), _ -> {
            try (DomainClassifier loaded = DomainClassifier.load(classifier, ComputeDevice.named(options.device()))) {
                return loaded.probabilities(FeatureImages.of(images), context);
            }
        });
        return job.awaitFor(context);
    }
}
