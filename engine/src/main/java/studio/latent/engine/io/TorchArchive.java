package studio.latent.engine.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// What is inside a PyTorch archive, a state dict (`.pth`) or a TorchScript module (`.pt`): its tensors and extra
/// files. Its code is not read, its pickle executes nothing.
///
/// @param tensors by the path of attributes and keys that leads to them, joined by dots, in the archive's order
/// @param extraFiles name → bytes
/// @param script whether it is a TorchScript module
public record TorchArchive(SequencedMap<String, HostTensor> tensors, Map<String, byte[]> extraFiles, boolean script) {
    private static final String INDEX = "data.pkl";
    private static final String AGAIN = "Copy or download the file again, or save it again from PyTorch.";
    private static final long MAX_INDEX = 64_000_000;
    private static final long MAX_EXTRA = 16_000_000;
    private static final int MAX_EXTRAS = 64;
    private static final long MAX_STORAGE = Integer.MAX_VALUE - 16L;

    /// Reads an archive.
    ///
    /// **Errors** [BadModelFile] when it is no such archive, is damaged, or names anything that tensors do not
    /// need, [studio.latent.engine.error.NotFound], [studio.latent.engine.error.FileTrouble].
    public static TorchArchive read(Path file) throws StudioException {
        if (TorchStream.isOne(file)) {
            return TorchStream.read(file);
        }
        try (ZipContents zip = ZipContents.open(file)) {
            String top = top(file, zip);
            byte[] index = zip.read(top + INDEX, MAX_INDEX).orElseThrow();
            String order = new String(zip.read(top + "byteorder", 16).orElse(new byte[0]), StandardCharsets.UTF_8);
            if (order.strip().equals("big")) {
                throw new BadModelFile(
                        file + " was written on a machine of the other byte order.",
                        "Load and save it again with PyTorch on this machine.");
            }
            String source = file.toString();
            Object root = PickleReader.read(source, index, new TorchNames(source));
            SequencedMap<String, TorchTensor> found = new TensorWalk(source).of(root);
            SequencedMap<String, HostTensor> tensors = load(file, zip, top, found);
            boolean script = zip.names().stream().anyMatch(name -> name.startsWith(top + "code/"));
            return new TorchArchive(
                    Collections.unmodifiableSequencedMap(tensors), extras(file, zip, top + "extra/"), script);
        }
    }

    /// An extra file as text; empty when there is none of that name.
    public Optional<String> extraFile(String name) {
        return Optional.ofNullable(extraFiles.get(name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String top(Path file, ZipContents zip) throws BadModelFile {
        List<String> indices = zip.names().stream()
                .filter(name -> name.matches("([^/]+/)?" + INDEX))
                .toList();
        if (indices.size() != 1) {
            throw new BadModelFile(
                    file + " is no PyTorch archive: it has " + indices.size() + " entries named " + INDEX + ".",
                    "Choose a file that torch.save or torch.jit.save of PyTorch 1.6 or newer wrote.");
        }
        String index = indices.getFirst();
        return index.substring(0, index.length() - INDEX.length());
    }

    /// Storage by storage, so that each is in memory once, however many tensors share it.
    private static SequencedMap<String, HostTensor> load(
            Path file, ZipContents zip, String top, SequencedMap<String, TorchTensor> found) throws StudioException {
        Map<String, Map<String, TorchTensor>> byStorage = new TreeMap<>();
        found.forEach((name, tensor) -> byStorage
                .computeIfAbsent(tensor.storage().key(), key -> new LinkedHashMap<>())
                .put(name, tensor));
        Map<String, HostTensor> loaded = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, TorchTensor>> entry : byStorage.entrySet()) {
            String name = top + "data/" + entry.getKey();
            byte[] bytes = zip.read(name, MAX_STORAGE)
                    .orElseThrow(() -> new BadModelFile(file + " has no entry " + name + ".", AGAIN));
            for (Map.Entry<String, TorchTensor> member : entry.getValue().entrySet()) {
                TorchTensor tensor = member.getValue();
                if (tensor.storage().count()
                        > bytes.length / tensor.storage().type().bytes()) {
                    throw new BadModelFile(
                            "In " + file + ", '" + member.getKey() + "' needs "
                                    + tensor.storage().count() + " numbers, but its entry has " + bytes.length
                                    + " bytes.",
                            AGAIN);
                }
                loaded.put(member.getKey(), tensor.read(bytes));
            }
        }
        SequencedMap<String, HostTensor> ordered = new LinkedHashMap<>();
        for (String name : found.keySet()) {
            ordered.put(name, Objects.requireNonNull(loaded.get(name)));
        }
        return ordered;
    }

    private static Map<String, byte[]> extras(Path file, ZipContents zip, String folder) throws StudioException {
        Map<String, byte[]> extras = new LinkedHashMap<>();
        for (String name : zip.names()) {
            if (name.startsWith(folder) && !name.endsWith("/")) {
                if (extras.size() == MAX_EXTRAS) {
                    throw new BadModelFile(file + " has more than " + MAX_EXTRAS + " extra files.", AGAIN);
                }
                extras.put(
                        name.substring(folder.length()),
                        zip.read(name, MAX_EXTRA).orElseThrow());
            }
        }
        return Collections.unmodifiableMap(extras);
    }
}
