package studio.latent.engine.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadModelFile;

/// Reads the pickles in which PyTorch lists tensors, without executing anything.
///
/// A pickle names functions and classes that Python would call. Here each name goes to [Names], which turns the few
/// that weight files need into plain values and refuses any other. Lengths are checked against the bytes that are
/// there.
///
/// Values are [None], Boolean, Long, Double, String, [List] (list or tuple), [Map] (dict), [Global], [Instance] and
/// what [Names] returns. They may refer to themselves, so they are never compared, hashed or printed here.
///
/// **Source** the operations that Python's `pickletools` documents, as far as PyTorch writes them (protocols 2 to
/// 4).
final class PickleReader {
    private static final String REMEDY =
            "Save only the weights (a state dict), or convert the file to safetensors, and open that.";

    private final String source;
    private final ByteBuffer bytes;
    private final Names names;
    private final ArrayList<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private PickleReader(String source, ByteBuffer bytes, Names names) {
        this.source = source;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.names = names;
    }

    /// What a pickle may refer to.
    interface Names {
        /// Whether this function or class is one of the known ones.
        boolean knows(Global global);

        /// The value of calling a known one.
        Object call(Global function, List<?> arguments) throws BadModelFile;

        /// The value of an identifier that lies outside the pickle.
        Object persistent(Object identifier) throws BadModelFile;
    }

    /// Python's None.
    enum None {
        NONE
    }

    /// Where a group of values on the stack begins.
    private enum Mark {
        MARK
    }

    /// A function or class by its name.
    record Global(String module, String name) {
        String path() {
            return module + "." + name;
        }
    }

    /// An object of a class of which only the attributes are of interest.
    static final class Instance {
        private Object state = None.NONE;

        Object state() {
            return state;
        }
    }

    /// **Errors** [BadModelFile] for a name that is not known, an operation that weight files do not need, and
    /// bytes that end early or make no sense.
    ///
    /// @param source what messages call the file
    static Object read(String source, byte[] bytes, Names names) throws BadModelFile {
        return read(source, ByteBuffer.wrap(bytes), names);
    }

    /// As [#read(String, byte[], Names)], from the buffer's position to the end of the pickle; what follows it is
    /// left.
    static Object read(String source, ByteBuffer bytes, Names names) throws BadModelFile {
        PickleReader reader = new PickleReader(source, bytes, names);
        try {
            while (true) {
                int operation = reader.bytes.get() & 0xFF;
                if (operation == '.') {
                    return reader.pop();
                }
                reader.step(operation);
            }
        } catch (BufferUnderflowException e) {
            throw reader.bad("ends in the middle");
        }
    }

    private void step(int operation) throws BadModelFile {
        if (!scalar(operation) && !container(operation) && !memory(operation) && !object(operation)) {
            throw bad("uses operation 0x" + Integer.toHexString(operation) + ", which weights do not need");
        }
    }

    private boolean scalar(int operation) throws BadModelFile {
        switch (operation) {
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) bytes.getInt());
            case 'K' -> push((long) unsignedByte());
            case 'M' -> push((long) (bytes.getShort() & 0xFFFF));
            case 0x8a -> push(littleEndianLong(unsignedByte()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
            case 'X' -> push(text(bytes.getInt()));
            case 0x8c, 'U' -> push(text(unsignedByte()));
            case 0x8d -> push(text(bytes.getLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int operation) throws BadModelFile {
        switch (operation) {
            case '(' -> push(Mark.MARK);
            case ')', ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't', 'l' -> push(popToMark());
            case 0x85, 0x86, 0x87 -> push(popLast(operation - 0x84));
            case 'd' -> {
                List<Object> items = popToMark();
                Map<Object, Object> map = new LinkedHashMap<>();
                putAll(map, items);
                push(map);
            }
            case 'a' -> {
                Object item = pop();
                list().add(item);
            }
            case 'e' -> {
                List<Object> items = popToMark();
                list().addAll(items);
            }
            case 's' -> {
                List<Object> item = popLast(2);
                putAll(map(), item);
            }
            case 'u' -> {
                List<Object> items = popToMark();
                putAll(map(), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int operation) throws BadModelFile {
        switch (operation) {
            case 0x80 -> {
                int protocol = unsignedByte();
                if (protocol > 5) {
                    throw bad("is of protocol " + protocol);
                }
            }
            case 0x95 -> bytes.getLong(); // the length of a frame, of use only to readers of streams
            case '0' -> pop();
            case 'q' -> memo.put(unsignedByte(), top());
            case 'r' -> memo.put(bytes.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(unsignedByte()));
            case 'j' -> push(remembered(bytes.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int operation) throws BadModelFile {
        switch (operation) {
            case 'c' -> push(known(new Global(line(), line())));
            case 0x93 -> {
                List<Object> name = popLast(2);
                push(known(new Global(cast(String.class, name.getFirst()), cast(String.class, name.getLast()))));
            }
            case 'R', 0x81 -> {
                List<?> arguments = cast(List.class, pop());
                push(names.call(cast(Global.class, pop()), arguments));
            }
            case 'b' -> {
                Object state = pop();
                // A dictionary's own attributes hold nothing of interest: versions of its modules.
                if (!(top() instanceof Map)) {
                    cast(Instance.class, top()).state = state;
                }
            }
            case 'Q' -> push(names.persistent(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Global known(Global global) throws BadModelFile {
        if (!names.knows(global)) {
            throw new BadModelFile(
                    source + " wants to run " + shown(global.path()) + ", which is not done here.", REMEDY);
        }
        return global;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() throws BadModelFile {
        Object value = top();
        stack.removeLast();
        return value;
    }

    private Object top() throws BadModelFile {
        if (stack.isEmpty() || stack.getLast() instanceof Mark) {
            throw bad("takes a value that was never given");
        }
        return stack.getLast();
    }

    private List<Object> popLast(int count) throws BadModelFile {
        ArrayList<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.addFirst(pop());
        }
        return items;
    }

    private List<Object> popToMark() throws BadModelFile {
        int mark = stack.lastIndexOf(Mark.MARK);
        if (mark < 0) {
            throw bad("ends a group that was never begun");
        }
        List<Object> group = stack.subList(mark + 1, stack.size());
        ArrayList<Object> items = new ArrayList<>(group);
        group.clear();
        stack.removeLast();
        return items;
    }

    private Object remembered(int key) throws BadModelFile {
        Object value = memo.get(key);
        if (value == null) {
            throw bad("refers to a value that was never kept");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // every list and map here was made here
    private List<Object> list() throws BadModelFile {
        return (List<Object>) cast(List.class, top());
    }

    @SuppressWarnings("unchecked") // every list and map here was made here
    private Map<Object, Object> map() throws BadModelFile {
        return (Map<Object, Object>) cast(Map.class, top());
    }

    private void putAll(Map<Object, Object> map, List<Object> keysAndValues) throws BadModelFile {
        if (keysAndValues.size() % 2 != 0) {
            throw bad("has a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (!(key instanceof String || key instanceof Long)) {
                throw bad("has a key that is neither a text nor a whole number");
            }
            map.put(key, keysAndValues.get(i + 1));
        }
    }

    private <T> T cast(Class<T> type, Object value) throws BadModelFile {
        if (!type.isInstance(value)) {
            throw bad("has a " + value.getClass().getSimpleName() + " where a " + type.getSimpleName() + " belongs");
        }
        return type.cast(value);
    }

    private int unsignedByte() {
        return bytes.get() & 0xFF;
    }

    private long littleEndianLong(int length) throws BadModelFile {
        if (length > 8) {
            throw bad("has a whole number of " + length + " bytes");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) unsignedByte() << (8 * i);
        }
        int unused = 64 - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private String text(long length) throws BadModelFile {
        if (length < 0 || length > bytes.remaining()) {
            throw bad("claims a text of " + length + " bytes with " + bytes.remaining() + " left");
        }
        byte[] utf8 = new byte[(int) length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private String line() {
        int start = bytes.position();
        int length = 0;
        while (bytes.get() != '\n') {
            length++;
        }
        byte[] utf8 = new byte[length];
        bytes.get(start, utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() <= 80 ? printable : printable.substring(0, 80) + "…") + "'";
    }

    private BadModelFile bad(String what) {
        return new BadModelFile(source + " " + what + ".", REMEDY);
    }
}
