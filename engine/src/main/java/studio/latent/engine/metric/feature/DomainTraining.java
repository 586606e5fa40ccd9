package studio.latent.engine.metric.feature;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import studio.latent.engine.data.EpochOrder;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Trains the classifier of a data set on its labels: AdamW, a learning rate that falls to zero along a cosine, one
/// tenth of the images held out. Everything is drawn by the seed.
///
/// @param images all of one shape
/// @param labels image after image one for each property: in [0, classes), or [DomainNetwork#UNKNOWN]
/// @param heads number of classes of each property
/// @param soft trained on images that are mixed with blurred copies of themselves, each with another share: for
///     images that a model draws, whose softness would look like other properties
record DomainTraining(FeatureImages images, int[] labels, List<Integer> heads, long seed, int epochs, boolean soft) {
    static final int EPOCHS = 8;

    /// Fewest steps: several properties need more of them than a small data set has in its epochs.
    private static final int LEAST_STEPS_OF_SEVERAL = 2000;

    private static final int BATCH = 64;
    private static final int HELD_OUT_SHARE = 10;
    private static final double LEARNING_RATE = 2e-3;

    /// Weights by name, and of each property the share of held-out images whose most probable class is theirs.
    record Trained(SequencedMap<String, HostTensor> weights, List<Double> heldOutAccuracies) {}

    DomainTraining {
        if (labels.length != images.count() * heads.size() || epochs < 1) {
            throw new IllegalArgumentException("training: needs a label for each image and property and an epoch, got "
                    + labels.length + " for " + images.count() + " and " + heads.size() + ", and " + epochs);
        }
    }

    /// Trains on the calling lane, which must be one that records gradients.
    ///
    /// **Errors** [BadDataset] for fewer than twenty images; [studio.latent.engine.error.OutOfDeviceMemory].
    Trained run(ComputeDevice device, JobContext context) throws StudioException {
        if (images.count() < 2 * HELD_OUT_SHARE) {
            throw new BadDataset(
                    "A classifier cannot be trained on " + images.count() + " images.",
                    "Choose a data set with at least " + 2 * HELD_OUT_SHARE + " labelled images.");
        }
        EpochOrder split = new EpochOrder(images.count(), seed, false);
        int heldOut = images.count() / HELD_OUT_SHARE;
        int[] kept = new int[images.count() - heldOut];
        java.util.Arrays.setAll(kept, i -> split.indexAt(heldOut + i));
        SequencedMap<String, HostTensor> weights = new LinkedHashMap<>();
        try (Scope scope = new Scope()) {
            Program program = new DomainNetwork(images.shape(0), heads).program();
            Script script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
            State state = State.start(scope, device, program.parameters(), seed);
            train(script, state, kept, device, context);
            List<ParameterTable.Entry> entries = program.parameters().trained();
            for (int i = 0; i < entries.size(); i++) {
                weights.put(
                        entries.get(i).name(), state.detached().tensors().get(i).toHost());
            }
        }
        int[] test = new int[heldOut];
        java.util.Arrays.setAll(test, split::indexAt);
        return new Trained(weights, accuracies(weights, test, device, context));
    }

    private void train(Script script, State state, int[] kept, ComputeDevice device, JobContext context)
            throws StudioException {
        EpochOrder order = new EpochOrder(kept.length, seed + 1, false);
        int batch = Math.min(BATCH, kept.length);
        int steps = Math.max(heads.size() > 1 ? LEAST_STEPS_OF_SEVERAL : 1, epochs * (kept.length / batch));
        ByteBuffer pixels = direct(batch * images.shape(0).size());
        ByteBuffer targets = direct(batch * heads.size());
        for (int step = 0; step < steps; step++) {
            context.checkCancelled();
            context.progress("Training the classifier", step, steps);
            pixels.clear();
            targets.clear();
            for (int i = 0; i < batch; i++) {
                int image = kept[order.indexAt((long) step * batch + i)];
                images.copy(image, pixels);
                for (int head = 0; head < heads.size(); head++) {
                    targets.put((byte) labels[image * heads.size() + head]);
                }
            }
            double rate = LEARNING_RATE * (1 + Math.cos(Math.PI * step / steps)) / 2;
            try (Scope scope = new Scope()) {
                var shape = images.shape(0);
                Tensor x =
                        Tensor.wrapBytes(scope, device, pixels, batch, shape.channels(), shape.height(), shape.width());
                Tensor y = Tensor.wrapBytes(scope, device, targets, batch, heads.size());
                Tensor seen = soft ? softer(scope, script, state, x, step, device) : x;
                script.call(scope, "step", state.arguments(seen, y, Argument.of(rate)));
            }
        }
    }

    private Tensor softer(Scope scope, Script script, State state, Tensor x, int step, ComputeDevice device)
            throws StudioException {
        int batch = x.shape()[0];
        float[] shares = new float[batch];
        for (int i = 0; i < batch; i++) {
            shares[i] = (float) Noise.uniform(seed, Noise.Stream.SOFTENING, (long) step * batch + i);
        }
        Tensor s = Tensor.of(scope, device, new HostTensor(new int[] {batch, 1, 1, 1}, shares));
        return script.callList(scope, "softer", state.weights(), state.buffers(), x, s)
                .getFirst();
    }

    private List<Double> accuracies(
            Map<String, HostTensor> weights, int[] test, ComputeDevice device, JobContext context)
            throws StudioException {
        try (DomainClassifier classifier =
                DomainClassifier.load(new DomainNetwork(images.shape(0), heads), weights, device)) {
            FeatureMatrix probabilities = classifier.probabilities(FeatureImages.chosen(images, test), context);
            List<Double> accuracies = new ArrayList<>();
            int first = 0;
            for (int head = 0; head < heads.size(); head++) {
                accuracies.add(accuracy(probabilities, test, head, first));
                first += heads.get(head);
            }
            return accuracies;
        }
    }

    /// Of the test images whose property is known; 0 where none is.
    private double accuracy(FeatureMatrix probabilities, int[] test, int head, int first) {
        int right = 0;
        int known = 0;
        for (int i = 0; i < test.length; i++) {
            int label = labels[test[i] * heads.size() + head];
            if (label != DomainNetwork.UNKNOWN) {
                int best = first;
                for (int c = first + 1; c < first + heads.get(head); c++) {
                    best = probabilities.value(i, c) > probabilities.value(i, best) ? c : best;
                }
                known++;
                right += best - first == label ? 1 : 0;
            }
        }
        return (double) right / Math.max(1, known);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /// Weights, the same memory outside of the gradient graph, and what AdamW remembers.
    private record State(
            TensorList weights,
            TensorList buffers,
            TensorList detached,
            TensorList moment1,
            TensorList moment2,
            TensorList counts) {
        static State start(Scope scope, ComputeDevice device, ParameterTable table, long seed) {
            Map<String, HostTensor> initial = table.initial(seed);
            List<Tensor> weights = new ArrayList<>();
            List<Tensor> detached = new ArrayList<>();
            List<Tensor> moment1 = new ArrayList<>();
            List<Tensor> moment2 = new ArrayList<>();
            List<Tensor> counts = new ArrayList<>();
            for (ParameterTable.Entry entry : table.trained()) {
                Tensor memory = Tensor.of(scope, device, Objects.requireNonNull(initial.get(entry.name())));
                weights.add(memory.asParameter());
                detached.add(memory.detached(scope));
                moment1.add(Tensor.of(scope, device, HostTensor.zeros(entry.shape())));
                moment2.add(Tensor.of(scope, device, HostTensor.zeros(entry.shape())));
                counts.add(Tensor.of(scope, device, HostTensor.zeros()));
            }
            return new State(
                    new TensorList(scope, weights),
                    new TensorList(scope, List.of()),
                    new TensorList(scope, detached),
                    new TensorList(scope, moment1),
                    new TensorList(scope, moment2),
                    new TensorList(scope, counts));
        }

        Argument[] arguments(Argument... last) {
            List<Argument> all = new ArrayList<>(List.of(weights, buffers, detached, moment1, moment2, counts));
            all.addAll(List.of(last));
            return all.toArray(Argument[]::new);
        }
    }
}
