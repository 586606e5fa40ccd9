package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import studio.latent.engine.model.Game;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Everything that a training step reads and writes, on the device: weights, buffers, moments, counts, averages.
///
/// As values ([#toHost]) it is what a checkpoint keeps, under `weights.`, `buffers.`, `moment1.`, `moment2.`,
/// `count.` and `ema.` before each weight's name.
final class StepState {
    private static final List<String> KINDS = List.of("weights.", "moment1.", "moment2.", "count.", "ema.");

    private final ParameterTable table;
    private final TensorList weights;
    private final TensorList detached;
    private final TensorList buffers;
    private final TensorList moment1;
    private final TensorList moment2;
    private final TensorList counts;
    private final List<ParameterTable.Entry> averaged;
    private final TensorList averages;
    private final TensorList teacher;

    private StepState(
            Scope scope,
            ComputeDevice device,
            ParameterTable table,
            Map<String, HostTensor> values,
            Map<String, HostTensor> given) {
        this.table = table;
        this.teacher = new TensorList(
                scope,
                table.trained().stream()
                        .filter(_ -> !given.isEmpty())
                        .map(entry -> Tensor.of(scope, device, require(given, entry.name())))
                        .toList());
        List<Tensor> parameters = new ArrayList<>();
        List<Tensor> aliases = new ArrayList<>();
        for (ParameterTable.Entry entry : table.trained()) {
            Tensor memory = Tensor.of(scope, device, require(values, "weights." + entry.name()));
            parameters.add(memory.asParameter());
            aliases.add(memory.detached(scope));
        }
        this.weights = new TensorList(scope, parameters);
        this.detached = new TensorList(scope, aliases);
        this.buffers = new TensorList(
                scope,
                table.buffers().stream()
                        .map(entry -> Tensor.of(scope, device, require(values, "buffers." + entry.name())))
                        .toList());
        this.moment1 = list(scope, device, values, "moment1.");
        this.moment2 = list(scope, device, values, "moment2.");
        this.counts = list(scope, device, values, "count.");
        this.averaged = table.trained().stream().filter(StepState::isAveraged).toList();
        this.averages = list(scope, device, values, "ema.");
    }

    private TensorList list(Scope scope, ComputeDevice device, Map<String, HostTensor> values, String kind) {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterTable.Entry entry : table.trained()) {
            HostTensor value = values.get(kind + entry.name());
            if (value != null) {
                tensors.add(Tensor.of(scope, device, value));
            }
        }
        return new TensorList(scope, tensors);
    }

    private static HostTensor require(Map<String, HostTensor> values, String name) {
        HostTensor value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the state has no '" + name + "'");
        }
        return value;
    }

    /// The state before the first step, of weights by seed.
    static SequencedMap<String, HostTensor> initial(ParameterTable table, TrainingSpec spec, long seed) {
        return initial(table, spec, seed, Map.of());
    }

    /// The same with weights that are given; the others are drawn.
    ///
    /// **Errors** [IllegalArgumentException] for a given weight that the model has not, or has in another shape.
    static SequencedMap<String, HostTensor> initial(
            ParameterTable table, TrainingSpec spec, long seed, Map<String, HostTensor> given) {
        SequencedMap<String, HostTensor> values = new LinkedHashMap<>();
        SequencedMap<String, HostTensor> start = table.initial(seed);
        if (!start.keySet().containsAll(given.keySet())) {
            throw new IllegalArgumentException("given weights must be the model's own, got " + given.keySet());
        }
        start.putAll(given);
        List<String> mismatches = table.mismatches(start);
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException("given weights must fit: " + mismatches.getFirst());
        }
        for (ParameterTable.Entry entry : table.trained()) {
            HostTensor weight = Objects.requireNonNull(start.get(entry.name()));
            values.put("weights." + entry.name(), weight);
            if (spec.optimizer().moments() >= 1) {
                values.put("moment1." + entry.name(), HostTensor.zeros(entry.shape()));
            }
            if (spec.optimizer().moments() >= 2) {
                values.put("moment2." + entry.name(), HostTensor.zeros(entry.shape()));
            }
            values.put("count." + entry.name(), HostTensor.zeros());
            if (spec.emaHalfLife() > 0 && isAveraged(entry)) {
                values.put("ema." + entry.name(), weight);
            }
        }
        for (ParameterTable.Entry entry : table.buffers()) {
            values.put("buffers." + entry.name(), Objects.requireNonNull(start.get(entry.name())));
        }
        return values;
    }

    /// A discriminator is of use as it is: it belongs to the generator that it saw last.
    private static boolean isAveraged(ParameterTable.Entry entry) {
        return !entry.name().startsWith(Game.DISCRIMINATOR);
    }

    /// Puts a state on the device.
    ///
    /// **Errors** [IllegalArgumentException] when a weight is missing.
    static StepState on(Scope scope, ComputeDevice device, ParameterTable table, Map<String, HostTensor> values) {
        return on(scope, device, table, values, Map.of());
    }

    /// The same with a teacher's weights beside it, which are no part of the state: they never change.
    static StepState on(
            Scope scope,
            ComputeDevice device,
            ParameterTable table,
            Map<String, HostTensor> values,
            Map<String, HostTensor> teacher) {
        return new StepState(scope, device, table, values, teacher);
    }

    /// A copy of the whole state in host memory.
    SequencedMap<String, HostTensor> toHost() {
        SequencedMap<String, HostTensor> values = new LinkedHashMap<>();
        List<TensorList> lists = List.of(detached, moment1, moment2, counts, averages);
        for (int kind = 0; kind < KINDS.size(); kind++) {
            List<Tensor> tensors = lists.get(kind).tensors();
            List<ParameterTable.Entry> entries = lists.get(kind).equals(averages) ? averaged : table.trained();
            for (int i = 0; i < tensors.size(); i++) {
                values.put(
                        KINDS.get(kind) + entries.get(i).name(), tensors.get(i).toHost());
            }
        }
        for (int i = 0; i < buffers.tensors().size(); i++) {
            values.put(
                    "buffers." + table.buffers().get(i).name(),
                    buffers.tensors().get(i).toHost());
        }
        return values;
    }

    /// A copy of what a model needs for use: the averages where there are any, else the weights, and the buffers.
    ///
    /// Of two players the generator alone is averaged.
    SequencedMap<String, HostTensor> modelWeights() {
        SequencedMap<String, HostTensor> values = new LinkedHashMap<>();
        for (int i = 0; i < detached.tensors().size(); i++) {
            int place = averages.tensors().isEmpty()
                    ? -1
                    : averaged.indexOf(table.trained().get(i));
            Tensor best =
                    place < 0 ? detached.tensors().get(i) : averages.tensors().get(place);
            values.put(table.trained().get(i).name(), best.toHost());
        }
        for (int i = 0; i < buffers.tensors().size(); i++) {
            values.put(table.buffers().get(i).name(), buffers.tensors().get(i).toHost());
        }
        return values;
    }

    TensorList weights() {
        return weights;
    }

    TensorList detached() {
        return detached;
    }

    TensorList buffers() {
        return buffers;
    }

    TensorList moment1() {
        return moment1;
    }

    TensorList moment2() {
        return moment2;
    }

    TensorList counts() {
        return counts;
    }

    TensorList averages() {
        return averages;
    }

    /// The lists that a step with a teacher takes beside the weights: their averages, or themselves where none are
    /// kept, and the teacher's; empty without a teacher.
    List<TensorList> taught() {
        if (teacher.tensors().isEmpty()) {
            return List.of();
        }
        return List.of(averages.tensors().isEmpty() ? detached : averages, teacher);
    }
}
