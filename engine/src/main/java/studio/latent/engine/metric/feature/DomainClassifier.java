package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.ContentHash;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// A classifier of one data set: its hidden layer gives features of the domain, its probabilities tell which
/// classes a model draws.
public final class DomainClassifier implements FeatureNetwork {
    private static final int BATCH = 128;

    /// Features classified at a time.
    private static final int ROWS = 1024;

    private final Scope scope = new Scope();
    private final DomainNetwork network;
    private final ComputeDevice device;
    private final String hash;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    private DomainClassifier(
            DomainNetwork network, Program program, Map<String, HostTensor> values, ComputeDevice device) {
        this.network = network;
        this.device = device;
        this.hash = ContentHash.of(values);
        this.script = Script.compile(scope, device, Script.Mode.INFERENCE, program.text());
        this.weights = new TensorList(
                scope,
                program.parameters().trained().stream()
                        .map(entry -> Tensor.of(scope, device, Objects.requireNonNull(values.get(entry.name()))))
                        .toList());
        this.buffers = new TensorList(scope, List.of());
    }

    /// What training gives: weights by name for images of a shape, as values for any lane.
    ///
    /// @param heads number of classes of each property that it tells; one for a classifier of classes
    /// @param heldOutAccuracies of each property, the share of held-out images that were told right
    public record Trained(
            ImageShape image,
            List<Integer> heads,
            SequencedMap<String, HostTensor> weights,
            List<Double> heldOutAccuracies) {
        /// The share of held-out images whose first, or only, property was told right.
        public double heldOutAccuracy() {
            return heldOutAccuracies.getFirst();
        }
    }

    /// What a label says of a property that is not known.
    public static final int UNKNOWN = DomainNetwork.UNKNOWN;

    /// Trains on the calling lane, which must be a train lane; one tenth of the images is held out.
    ///
    /// **Errors** [studio.latent.engine.error.BadDataset] for too few images, [IncompatibleModel] for images of
    /// several shapes, [OutOfDeviceMemory].
    ///
    /// @param labels image after image one for each property: in [0, classes), or [#UNKNOWN]
    /// @param heads number of classes of each property, in [2, 255]
    public static Trained train(
            FeatureImages images,
            int[] labels,
            List<Integer> heads,
            long seed,
            ComputeDevice device,
            JobContext context)
            throws StudioException {
        return train(new DomainTraining(images, labels, heads, seed, DomainTraining.EPOCHS, false), device, context);
    }

    /// The same for images that a model draws: it has seen soft images too, so that softness does not look to it like
    /// another property.
    public static Trained trainForDrawn(
            FeatureImages images,
            int[] labels,
            List<Integer> heads,
            long seed,
            ComputeDevice device,
            JobContext context)
            throws StudioException {
        return train(new DomainTraining(images, labels, heads, seed, DomainTraining.EPOCHS, true), device, context);
    }

    private static Trained train(DomainTraining training, ComputeDevice device, JobContext context)
            throws StudioException {
        FeatureImages images = training.images();
        for (int i = 1; i < images.count(); i++) {
            requireShape(images, i, images.shape(0));
        }
        DomainTraining.Trained trained = training.run(device, context);
        return new Trained(
                images.shape(0), training.heads(), new LinkedHashMap<>(trained.weights()), trained.heldOutAccuracies());
    }

    /// Puts a trained classifier on the calling lane.
    public static DomainClassifier load(Trained trained, ComputeDevice device) throws IncompatibleModel {
        return load(new DomainNetwork(trained.image(), trained.heads()), trained.weights(), device);
    }

    static DomainClassifier load(DomainNetwork network, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel {
        Program program = network.program();
        List<String> wrong = program.parameters().mismatches(weights);
        if (!wrong.isEmpty()) {
            throw new IncompatibleModel(
                    "The weights are not those of this classifier: " + wrong.getFirst() + ".",
                    "Train the classifier of the data set again.");
        }
        return new DomainClassifier(network, program, weights, device);
    }

    @Override
    public String id() {
        return "domain-classifier";
    }

    @Override
    public String title() {
        return "classifier of the data set, " + DomainNetwork.FEATURES + "-d";
    }

    @Override
    public int dimension() {
        return DomainNetwork.FEATURES;
    }

    @Override
    public String weightsHash() {
        return hash;
    }

    @Override
    public String resize() {
        return "none";
    }

    /// **Errors** [IncompatibleModel] for an image of another shape than the classifier was trained on.
    @Override
    public FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException {
        return run(images, 0, DomainNetwork.FEATURES, context);
    }

    /// The probability of each class; of several properties, one after the other. **Shapes** one row an image, one
    /// column a class.
    ///
    /// **Errors** as [#features].
    public FeatureMatrix probabilities(FeatureImages images, JobContext context) throws StudioException {
        return run(images, 1, network.classes(), context);
    }

    /// The same from features that this classifier gave before. On its lane.
    public FeatureMatrix probabilities(FeatureMatrix features) throws OutOfDeviceMemory {
        int count = features.count();
        float[] values = new float[Math.multiplyExact(count, network.classes())];
        ByteBuffer rows = ByteBuffer.allocateDirect(ROWS * DomainNetwork.FEATURES * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        for (int done = 0; done < count; done += ROWS) {
            int size = Math.min(ROWS, count - done);
            features.copyTo(rows.asFloatBuffer(), done, size);
            try (Scope step = new Scope()) {
                Tensor f = Tensor.wrapFloats(step, device, rows, size, DomainNetwork.FEATURES);
                float[] told = script.callList(step, "told", weights, buffers, f)
                        .getFirst()
                        .toHost()
                        .values();
                System.arraycopy(told, 0, values, done * network.classes(), told.length);
            }
        }
        return new FeatureMatrix(count, network.classes(), values);
    }

    private FeatureMatrix run(FeatureImages images, int output, int width, JobContext context) throws StudioException {
        int count = images.count();
        ImageShape shape = network.image();
        float[] values = new float[Math.multiplyExact(count, width)];
        PixelBlock pixels = new PixelBlock(device);
        for (int done = 0; done < count; done += BATCH) {
            context.checkCancelled();
            context.progress("Computing features", done, count);
            int size = Math.min(BATCH, count - done);
            for (int i = done; i < done + size; i++) {
                requireShape(images, i, shape);
            }
            try (Scope step = new Scope()) {
                Tensor x = pixels.of(step, images, done, size);
                float[] rows = script.callList(step, "use", weights, buffers, x)
                        .get(output)
                        .toHost()
                        .values();
                System.arraycopy(rows, 0, values, done * width, rows.length);
            }
        }
        return new FeatureMatrix(count, width, values);
    }

    private static void requireShape(FeatureImages images, int index, ImageShape wanted) throws IncompatibleModel {
        if (!images.shape(index).equals(wanted)) {
            throw new IncompatibleModel(
                    "The classifier needs images of one shape: image " + (index + 1) + " is " + images.shape(index)
                            + " instead of " + wanted + ".",
                    "Bring the images to one shape, or choose another feature network.");
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
