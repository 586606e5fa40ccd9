package studio.latent.engine.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.tensor.HostTensor;

/// The weights that graphs of one model use, in the order of first use, shared by all of its methods.
public final class ParameterTable {
    /// One weight: trained by gradients, or a buffer that the network itself updates (batch statistics).
    public record Entry(String name, Init init, boolean trained, int index, int... shape) {}

    private final SequencedMap<String, Entry> trained = new LinkedHashMap<>();
    private final SequencedMap<String, Entry> buffers = new LinkedHashMap<>();

    Entry declare(String name, Init init, boolean isTrained, int... shape) {
        SequencedMap<String, Entry> table = isTrained ? trained : buffers;
        Entry known = table.get(name);
        if (known == null) {
            known = new Entry(name, init, isTrained, table.size(), shape);
            table.put(name, known);
        } else if (!Arrays.equals(known.shape(), shape)) {
            throw new IllegalArgumentException("weight " + name + " is used with shapes "
                    + Arrays.toString(known.shape()) + " and " + Arrays.toString(shape));
        }
        return known;
    }

    /// Weights that gradients train, in script order.
    public List<Entry> trained() {
        return List.copyOf(trained.values());
    }

    /// Arrays that the network updates itself, in script order.
    public List<Entry> buffers() {
        return List.copyOf(buffers.values());
    }

    public List<Entry> all() {
        List<Entry> all = new ArrayList<>(trained.values());
        all.addAll(buffers.values());
        return all;
    }

    /// Number of trained weights.
    public long count() {
        return trained.values().stream()
                .mapToLong(entry -> HostTensor.sizeOf(entry.shape()))
                .sum();
    }

    /// Starting values of all weights and buffers.
    public SequencedMap<String, HostTensor> initial(long seed) {
        SequencedMap<String, HostTensor> values = new LinkedHashMap<>();
        all().forEach(entry -> values.put(entry.name(), entry.init().draw(seed, entry.name(), entry.shape())));
        return values;
    }

    /// Says how `weights` differs from what this table needs; empty when it fits.
    public List<String> mismatches(Map<String, HostTensor> weights) {
        List<String> found = new ArrayList<>();
        for (Entry entry : all()) {
            HostTensor weight = weights.get(entry.name());
            if (weight == null) {
                found.add("'" + entry.name() + "' is missing");
            } else if (!Arrays.equals(weight.shape(), entry.shape())) {
                found.add("'" + entry.name() + "' has shape " + Arrays.toString(weight.shape()) + " instead of "
                        + Arrays.toString(entry.shape()));
            }
        }
        return found;
    }
}
