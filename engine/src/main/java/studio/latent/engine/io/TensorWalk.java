package studio.latent.engine.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import studio.latent.engine.error.BadModelFile;

/// Finds the tensors in what a pickle holds. A pickle's values may contain themselves or each other many times
/// over, so depth, number of values and total size have limits.
final class TensorWalk {
    private static final String REMEDY =
            "Save only the weights (a state dict), or convert the file to safetensors, and open that.";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 1_000_000;

    /// How often the numbers of one storage may be used, on average; tied weights are used twice.
    private static final long MAX_SHARING = 8;

    private final String source;
    private final SequencedMap<String, TorchTensor> found = new LinkedHashMap<>();
    private int values;

    TensorWalk(String source) {
        this.source = source;
    }

    /// **Errors** [BadModelFile] when there are no tensors, two of one name, or a limit is exceeded.
    SequencedMap<String, TorchTensor> of(Object root) throws BadModelFile {
        visit(root, "", 0);
        if (found.isEmpty()) {
            throw bad("holds no tensors");
        }
        Map<String, Long> storages = new TreeMap<>();
        long used = 0;
        for (TorchTensor tensor : found.values()) {
            storages.merge(tensor.storage().key(), tensor.storage().count(), Math::max);
            used += tensor.size();
        }
        if (used
                > MAX_SHARING
                        * storages.values().stream().mapToLong(Long::longValue).sum()) {
            throw bad("uses the same numbers for too many tensors");
        }
        return found;
    }

    private void visit(Object value, String path, int depth) throws BadModelFile {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw bad("is nested too deeply or holds too many values");
        }
        switch (value) {
            case TorchTensor tensor -> {
                if (found.put(path, tensor) != null) {
                    throw bad("holds two tensors named '" + path + "'");
                }
            }
            case PickleReader.Instance instance -> visit(instance.state(), path, depth + 1);
            case Map<?, ?> entries -> {
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    visit(entry.getValue(), join(path, entry.getKey().toString()), depth + 1);
                }
            }
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) {
                    visit(items.get(i), join(path, Integer.toString(i)), depth + 1);
                }
            }
            default -> {
                // Numbers, texts and flags beside the tensors are of no interest.
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private BadModelFile bad(String what) {
        return new BadModelFile(source + " " + what + ".", REMEDY);
    }
}
