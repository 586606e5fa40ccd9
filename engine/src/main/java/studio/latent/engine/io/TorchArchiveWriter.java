package studio.latent.engine.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import studio.latent.engine.tensor.HostTensor;

/// Writes a TorchScript module that any PyTorch opens with `torch.jit.load`: the text of one class, its parameters
/// and extra files.
///
/// The text is that of a class `M` in TorchScript's serialised form: `class M(Module):`, the lists `__parameters__`
/// and `__buffers__`, a line `name : Tensor` for each parameter, `training : bool`, `_is_full_backward_hook :
/// Optional[bool]`, then methods whose first argument is `self: __torch__.M`.
///
/// The archive is a zip without compression and without times, so that equal modules give equal files.
public final class TorchArchiveWriter {
    private static final String TOP = "model/";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /// An empty tuple: no constants.
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchArchiveWriter() {}

    /// The archive's bytes, for [AtomicFile#write].
    ///
    /// @param code text of the class
    /// @param parameters attribute name (without dots) → values; `code` must declare each
    /// @param extraFiles name → text; `torch.jit.load` gives them back by `_extra_files`
    public static AtomicFile.Content content(
            String code, SequencedMap<String, HostTensor> parameters, Map<String, String> extraFiles) {
        for (String name : parameters.keySet()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("a parameter's name must be a Python name, got " + name);
            }
        }
        byte[] index = index(parameters);
        return out -> {
            ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(out));
            put(zip, "data.pkl", index);
            put(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", NO_CONSTANTS);
            int key = 0;
            for (HostTensor tensor : parameters.values()) {
                put(zip, "data/" + key, littleEndian(tensor.values()));
                key++;
            }
            for (Map.Entry<String, String> extra : extraFiles.entrySet()) {
                put(zip, "extra/" + extra.getKey(), extra.getValue().getBytes(StandardCharsets.UTF_8));
            }
            put(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
            put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
            zip.finish();
            zip.flush();
        };
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(TOP + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /// The pickle of the module: an object of class `__torch__.M` and its attributes.
    private static byte[] index(SequencedMap<String, HostTensor> parameters) {
        Pickle pickle = new Pickle();
        pickle.op(0x80, 2).global("__torch__", "M").op(')', 0x81);
        pickle.op('}', '(');
        int key = 0;
        for (Map.Entry<String, HostTensor> parameter : parameters.entrySet()) {
            pickle.text(parameter.getKey());
            tensor(pickle, Integer.toString(key), parameter.getValue());
            key++;
        }
        pickle.text("training").op(0x89);
        pickle.text("_is_full_backward_hook").op('N');
        return pickle.op('u', 'b', '.').bytes();
    }

    private static void tensor(Pickle pickle, String key, HostTensor tensor) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").op('(');
        pickle.op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu");
        pickle.integer(tensor.size()).op('t', 'Q');
        pickle.integer(0);
        int[] shape = tensor.shape();
        int[] stride = new int[shape.length];
        int step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = step;
            step *= Math.max(1, shape[i]);
        }
        pickle.tuple(shape).tuple(stride).op(0x89);
        pickle.global("collections", "OrderedDict").op(')', 'R');
        pickle.op('t', 'R');
    }

    /// The few operations of Python's pickle, protocol 2, that a module needs.
    private static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle op(int... operations) {
            for (int operation : operations) {
                out.write(operation);
            }
            return this;
        }

        Pickle global(String module, String name) {
            out.write('c');
            out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Pickle text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            fourBytes(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Pickle integer(int value) {
            out.write('J');
            fourBytes(value);
            return this;
        }

        Pickle tuple(int... values) {
            out.write('(');
            for (int value : values) {
                integer(value);
            }
            out.write('t');
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void fourBytes(int value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }
    }
}
