package studio.latent.engine.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Files by relative path, from a folder or a zip; nothing is ever unpacked to disk. Safe for several reading
/// threads.
sealed interface ImageCollection extends AutoCloseable {
    /// Relative paths of all files with `/` between their parts, sorted; hidden files are left out.
    List<String> names();

    /// The contents of one file.
    ///
    /// **Errors** [IOException] also when it is larger than `limit`, which is noticed before that much is in
    /// memory
    byte[] bytes(String name, long limit) throws IOException;

    /// Text that changes whenever a file is added, removed or changed.
    String identity() throws IOException;

    @Override
    void close() throws IOException;

    private static boolean isVisible(String name) {
        return Stream.of(name.split("/")).noneMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    private static byte[] bounded(InputStream in, long claimed, long limit) throws IOException {
        byte[] bytes = claimed > limit ? new byte[0] : in.readNBytes((int) limit + 1);
        if (claimed > limit || bytes.length > limit) {
            throw new IOException("it is larger than " + (limit >> 20) + " MiB");
        }
        return bytes;
    }

    /// The files below a folder, at any depth; links are followed.
    record Folder(Path root, List<String> names) implements ImageCollection {
        private static final int MAX_DEPTH = 16;

        static Folder open(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                List<String> names = files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .filter(ImageCollection::isVisible)
                        .sorted()
                        .toList();
                return new Folder(root, names);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public byte[] bytes(String name, long limit) throws IOException {
            Path file = root.resolve(name);
            try (InputStream in = Files.newInputStream(file)) {
                return bounded(in, Files.size(file), limit);
            }
        }

        @Override
        public String identity() throws IOException {
            StringBuilder text = new StringBuilder("folder\n");
            for (String name : names) {
                Path file = root.resolve(name);
                text.append(name).append('\t').append(Files.size(file)).append('\t');
                text.append(Files.getLastModifiedTime(file)).append('\n');
            }
            return text.toString();
        }

        @Override
        public void close() {}
    }

    /// The entries of a zip; a folder that holds all of them is left out of their names.
    record Zip(ZipFile zip, SortedMap<String, ZipEntry> entries) implements ImageCollection {
        static Zip open(Path file) throws IOException {
            ZipFile zip = openInAnyCharset(file);
            try {
                Map<String, ZipEntry> files = new LinkedHashMap<>();
                zip.stream()
                        .filter(entry -> !entry.isDirectory() && isVisible(entry.getName()))
                        .forEach(entry -> files.put(entry.getName().replace('\\', '/'), entry));
                int common = commonFolder(files);
                SortedMap<String, ZipEntry> entries = new TreeMap<>();
                files.forEach((name, entry) -> entries.put(name.substring(common), entry));
                return new Zip(zip, entries);
            } catch (RuntimeException e) {
                zip.close();
                throw e;
            }
        }

        /// Names that are no UTF-8 are read as old programs wrote them.
        private static ZipFile openInAnyCharset(Path file) throws IOException {
            try {
                return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            } catch (ZipException e) {
                if (String.valueOf(e.getMessage()).contains("bad entry name") && Charset.isSupported("IBM437")) {
                    return new ZipFile(file.toFile(), Charset.forName("IBM437"));
                }
                throw e;
            }
        }

        /// Length of the leading folder, with its `/`, that is packed around a table or around class folders.
        private static int commonFolder(Map<String, ZipEntry> files) {
            if (files.isEmpty()) {
                return 0;
            }
            String first = files.keySet().iterator().next();
            String folder = first.substring(0, first.indexOf('/') + 1);
            return files.keySet().stream().allMatch(name -> name.startsWith(folder)) ? folder.length() : 0;
        }

        @Override
        public List<String> names() {
            return List.copyOf(entries.keySet());
        }

        @Override
        public byte[] bytes(String name, long limit) throws IOException {
            ZipEntry entry = entries.get(name);
            if (entry == null) {
                throw new FileNotFoundException(name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return bounded(in, entry.getSize(), limit);
            }
        }

        @Override
        public String identity() {
            StringBuilder text = new StringBuilder("zip\n");
            entries.forEach((name, entry) -> text.append(name)
                    .append('\t')
                    .append(entry.getSize())
                    .append('\t')
                    .append(entry.getCrc())
                    .append('\n'));
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
