package studio.latent.engine.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// What `torch.save` wrote before PyTorch 1.6: four pickles (a mark, the version, the machine, the object), then
/// the storages' names as a fifth, then each storage as a count of 8 bytes and its numbers. No zip.
///
/// **Source** `torch/serialization.py`, `_legacy_save`.
final class TorchStream {
    /// A pickle of the whole number 0x1950a86a20f9469cfc6c.
    private static final byte[] MARK = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.'
    };

    private static final long VERSION = 1001;
    private static final String AGAIN = "Copy or download the file again, or save it again from PyTorch.";

    private TorchStream() {}

    /// Whether the file begins like one.
    ///
    /// **Errors** [studio.latent.engine.error.NotFound], [studio.latent.engine.error.FileTrouble].
    static boolean isOne(Path file) throws StudioException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MARK.length), MARK);
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    /// **Errors** [BadModelFile] when it is damaged or names anything that tensors do not need.
    static TorchArchive read(Path file) throws StudioException {
        String source = file.toString();
        ByteBuffer bytes = whole(file).order(ByteOrder.LITTLE_ENDIAN).position(MARK.length);
        TorchNames names = new TorchNames(source);
        if (!Long.valueOf(VERSION).equals(PickleReader.read(source, bytes, names))) {
            throw new BadModelFile(source + " is of an unknown version of PyTorch's older format.", AGAIN);
        }
        if (!(PickleReader.read(source, bytes, names) instanceof Map<?, ?> machine)
                || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new BadModelFile(
                    source + " was written on a machine of the other byte order.",
                    "Load and save it again with PyTorch on this machine.");
        }
        SequencedMap<String, TorchTensor> found = new TensorWalk(source).of(PickleReader.read(source, bytes, names));
        if (!(PickleReader.read(source, bytes, names) instanceof List<?> keys)) {
            throw new BadModelFile(source + " does not list its storages.", AGAIN);
        }
        try {
            return new TorchArchive(
                    Collections.unmodifiableSequencedMap(tensors(source, bytes, keys, found)), Map.of(), false);
        } catch (BufferUnderflowException e) {
            throw new BadModelFile(source + " ends in the middle of its numbers.", AGAIN, e);
        }
    }

    private static ByteBuffer whole(Path file) throws StudioException {
        try {
            long size = Files.size(file);
            long largest =
                    Math.min(Integer.MAX_VALUE - 16L, Runtime.getRuntime().maxMemory() / 2);
            if (size > largest) {
                throw new BadModelFile(
                        file + " has " + size + " bytes; at most " + largest + " are read of PyTorch's older format.",
                        "Load and save it again with PyTorch 1.6 or newer.");
            }
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    /// Reads the storages in the order of the file, and of each the tensors that lie in it.
    private static SequencedMap<String, HostTensor> tensors(
            String source, ByteBuffer bytes, List<?> keys, SequencedMap<String, TorchTensor> found)
            throws BadModelFile {
        Map<String, Map<String, TorchTensor>> byStorage = new HashMap<>();
        found.forEach((name, tensor) -> byStorage
                .computeIfAbsent(tensor.storage().key(), key -> new LinkedHashMap<>())
                .put(name, tensor));
        Map<String, HostTensor> loaded = new HashMap<>();
        for (Object key : keys) {
            Map<String, TorchTensor> members = key instanceof String name ? byStorage.get(name) : null;
            if (members == null) {
                throw new BadModelFile(source + " has a storage that belongs to no tensor.", AGAIN);
            }
            TorchTensor.Storage storage = members.values().iterator().next().storage();
            long count = bytes.getLong();
            if (count != storage.count()
                    || count > bytes.remaining() / storage.type().bytes()) {
                throw new BadModelFile(
                        "In " + source + ", storage " + storage.key() + " claims " + count + " numbers; it should have "
                                + storage.count() + ", and " + bytes.remaining() + " bytes are left.",
                        AGAIN);
            }
            byte[] numbers = new byte[(int) (count * storage.type().bytes())];
            bytes.get(numbers);
            members.forEach((name, tensor) -> {
                if (tensor.storage().equals(storage)) {
                    loaded.put(name, tensor.read(numbers));
                }
            });
        }
        SequencedMap<String, HostTensor> ordered = new LinkedHashMap<>();
        for (String name : found.keySet()) {
            HostTensor tensor = loaded.get(name);
            if (tensor == null) {
                throw new BadModelFile("In " + source + ", the numbers of '" + name + "' are missing.", AGAIN);
            }
            ordered.put(name, tensor);
        }
        return ordered;
    }
}
