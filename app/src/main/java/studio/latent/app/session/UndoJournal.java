package studio.latent.app.session;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.UndoTree.Node;
import studio.latent.engine.error.FileTrouble;

/// The undo tree's memory on disk: a file of JSON lines to which each gesture is appended.
///
/// A line is written in one piece and ends with a line feed; a crash can only cut the last line short. When the file is
/// opened, everything from the first line that cannot be read is cut off, and the oldest gestures above
/// [#KEPT_NODES] are left out.
///
/// **Units** latents are little-endian float32 in Base64, so that a gesture comes back bit for bit.
public final class UndoJournal implements UndoTree.Listener, AutoCloseable {
    /// How many gestures are kept from one start to the next.
    static final int KEPT_NODES = 1000;
    /// A file larger than this was not written by the studio; it is put aside.
    private static final long MAX_BYTES = 512L << 20;

    private static final String HEADER = "{\"format\":1,\"type\":\"undo-journal\"}";

    private final FileChannel channel;
    private final FileLock lock;
    private final Executor writer;
    private final Replay replayed;

    /// What the file held: gestures in order, and where the tree stood (−1: at the newest).
    private record Replay(List<Node> nodes, int current, boolean clean) {}

    private UndoJournal(FileChannel channel, FileLock lock, Executor writer, Replay replayed) {
        this.channel = channel;
        this.lock = lock;
        this.writer = writer;
        this.replayed = replayed;
    }

    /// Opens or makes `file`.
    ///
    /// @param writer appends one after the other; the FX thread does not wait for it
    ///
    /// **Errors** [FileTrouble] when the folder cannot be written, or when another studio has the file open.
    public static UndoJournal open(Path file, Executor writer) throws FileTrouble {
        FileChannel channel = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new FileTrouble(
                        "Another window of the studio keeps the undo history.",
                        "Close it if this window's gestures should be kept for the next start.");
            }
            Replay replay = replay(channel);
            UndoJournal journal = new UndoJournal(channel, lock, writer, replay);
            if (!replay.clean()) {
                journal.rewrite();
            }
            channel.position(channel.size());
            return journal;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new FileTrouble(
                    "The undo history " + file + " could not be opened.",
                    "Check that the folder can be written; until then gestures are kept in memory only.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException _) {
                // The first error is the one that is told.
            }
        }
    }

    /// The tree as it was when the last line was written; it goes on writing here.
    public UndoTree tree() {
        return new UndoTree(replayed.nodes(), replayed.current(), this);
    }

    private static Replay replay(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size == 0 || size > MAX_BYTES) {
            return new Replay(List.of(), Node.NONE, false);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return parse(text);
    }

    private static Replay parse(String text) {
        List<Node> nodes = new ArrayList<>();
        int current = Node.NONE;
        int from = 0;
        boolean clean = true;
        for (int line = 0; clean && from < text.length(); line++) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                clean = false;
                break;
            }
            String content = text.substring(from, end);
            from = end + 1;
            try {
                if (line == 0) {
                    clean = content.equals(HEADER);
                    continue;
                }
                JsonObject object = JsonParser.parseString(content).getAsJsonObject();
                if (object.has("at")) {
                    current = UndoLines.integer(object, "at");
                } else {
                    Node node = UndoLines.node(object);
                    if (!nodes.isEmpty() && node.id() <= nodes.getLast().id()) {
                        throw new IllegalArgumentException("id must count up, got " + node.id());
                    }
                    nodes.add(node);
                    current = node.id();
                }
            } catch (JsonParseException | IllegalStateException | IllegalArgumentException _) {
                clean = false;
            }
        }
        boolean all = nodes.size() <= KEPT_NODES;
        List<Node> kept = all ? nodes : nodes.subList(nodes.size() - KEPT_NODES, nodes.size());
        return new Replay(List.copyOf(kept), current, clean && all);
    }

    /// Writes the header and what was replayed into the emptied file.
    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (Node node : replayed.nodes()) {
            text.append(UndoLines.json(node)).append('\n');
        }
        text.append(replayed.current() == Node.NONE ? "" : UndoLines.at(replayed.current()) + "\n");
        channel.truncate(0);
        append(text.toString());
        channel.force(true);
    }

    private void append(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        long position = channel.size();
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private void appendSoon(String line) {
        writer.execute(() -> {
            try {
                if (channel.isOpen()) {
                    append(line + "\n");
                }
            } catch (IOException e) {
                // A full disk must not take the window down: the gestures stay in memory.
                System.getLogger(UndoJournal.class.getName())
                        .log(System.Logger.Level.WARNING, "undo history not written", e);
            }
        });
    }

    @Override
    public void added(Node node) {
        appendSoon(UndoLines.json(node).toString());
    }

    @Override
    public void moved(int id) {
        appendSoon(UndoLines.at(id));
    }

    /// Lets go of the file; what the writer has not yet written by then is lost, so it is ended first.
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
