package studio.latent.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.RecordJson;

/// Blind tests in a folder, a file each, written anew after each vote: a test goes on where it was left.
public final class BlindTestFolder {
    private static final String FORMAT = "latent-studio/blind-test";
    private static final String ENDING = ".json";
    /// Far above what [BlindTest#MOST] votes take.
    private static final long MOST_BYTES = 1L << 20;

    private final Path folder;
    private final AtomicFile files;

    /// @param folder made when first written to
    public BlindTestFolder(Path folder, AtomicFile files) {
        this.folder = folder;
        this.files = files;
    }

    /// What is in the folder.
    ///
    /// @param tests newest first
    /// @param problems one sentence for each file that is no blind test
    public record Kept(List<BlindTest> tests, List<String> problems) {
        public Kept {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /// Reads all tests; one that cannot be read is named and left where it is.
    public Kept read() throws StudioException {
        if (!Files.isDirectory(folder)) {
            return new Kept(List.of(), List.of());
        }
        List<BlindTest> tests = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : found) {
                try {
                    tests.add(read(file));
                } catch (StudioException e) {
                    problems.add(e.problem());
                }
            }
        } catch (IOException e) {
            throw FileFault.reading(folder, e);
        }
        tests.sort(Comparator.comparing(BlindTest::begun).reversed());
        return new Kept(tests, problems);
    }

    private static BlindTest read(Path file) throws StudioException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadModelFile(file.getFileName() + " is too large for a blind test.", "Move it elsewhere.");
            }
            return RecordJson.decodeFile(
                    FORMAT, BlindTest.class, Files.readString(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw FileFault.reading(file, e);
        }
    }

    /// Writes a test in place of what was known of it.
    public void write(BlindTest test) throws StudioException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileFault.writing(folder, e);
        }
        files.write(fileOf(test), AtomicFile.Content.of(RecordJson.text(RecordJson.encodeFile(FORMAT, test))));
    }

    /// A test is known by its beginning and its seed.
    Path fileOf(BlindTest test) {
        String begun = test.begun().replaceAll("[^0-9]", "");
        return folder.resolve(String.format(Locale.ROOT, "%s-%x%s", begun, test.seed(), ENDING));
    }
}
