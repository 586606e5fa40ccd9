package studio.latent.engine.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.io.PickleReader.Global;

/// The names that a PyTorch archive may use: tensors, their storages, ordered dictionaries, and TorchScript
/// classes, of which only the attributes are kept.
///
/// @param source what messages call the file
record TorchNames(String source) implements PickleReader.Names {
    private static final String AGAIN = "Copy or download the file again, or save it again from PyTorch.";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String DICTIONARY = "collections.OrderedDict";
    private static final String SIZE = "torch.Size";

    /// Mark a list of TorchScript with its type; the list itself is the first argument.
    private static final Set<String> TAGS = Set.of(
            "torch.jit._pickle.build_intlist",
            "torch.jit._pickle.build_doublelist",
            "torch.jit._pickle.build_boollist",
            "torch.jit._pickle.build_tensorlist",
            "torch.jit._pickle.restore_type_tag");

    @Override
    public boolean knows(Global global) {
        String path = global.path();
        return path.equals(TENSOR)
                || path.equals(PARAMETER)
                || path.equals(DICTIONARY)
                || path.equals(SIZE)
                || TAGS.contains(path)
                || isStorage(global)
                || isScriptClass(global);
    }

    @Override
    public Object call(Global function, List<?> arguments) throws BadModelFile {
        String path = function.path();
        if (path.equals(TENSOR) && arguments.size() >= 4) {
            return tensor(arguments);
        }
        if (path.equals(DICTIONARY) && arguments.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (isScriptClass(function)) {
            return new PickleReader.Instance();
        }
        boolean passesOn = path.equals(PARAMETER) || path.equals(SIZE) || TAGS.contains(path);
        if (passesOn && !arguments.isEmpty()) {
            return arguments.getFirst();
        }
        throw bad("calls " + path + " with " + arguments.size() + " arguments");
    }

    @Override
    public Object persistent(Object identifier) throws BadModelFile {
        if (identifier instanceof List<?> parts
                && (parts.size() == 5 || (parts.size() == 6 && parts.get(5) == PickleReader.None.NONE))
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof Global type
                && isStorage(type)
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long count
                && count >= 0) {
            DType number = DType.ofStorage(type.name())
                    .orElseThrow(() -> bad("holds numbers of the type " + type.name() + ", which is not read"));
            return new TorchTensor.Storage(number, key, count);
        }
        throw bad("describes a storage in an unknown way");
    }

    private TorchTensor tensor(List<?> arguments) throws BadModelFile {
        if (arguments.get(0) instanceof TorchTensor.Storage storage
                && arguments.get(1) instanceof Long offset
                && arguments.get(2) instanceof List<?> size
                && arguments.get(3) instanceof List<?> stride) {
            return TorchTensor.of(source, storage, offset, size, stride);
        }
        throw bad("describes a tensor in an unknown way");
    }

    private static boolean isStorage(Global global) {
        return global.module().equals("torch") && global.name().matches("[A-Za-z0-9]+Storage");
    }

    private static boolean isScriptClass(Global global) {
        return global.module().equals("__torch__") || global.module().startsWith("__torch__.");
    }

    private BadModelFile bad(String what) {
        return new BadModelFile(source + " " + what + ".", AGAIN);
    }
}
