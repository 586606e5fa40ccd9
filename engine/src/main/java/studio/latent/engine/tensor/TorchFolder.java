package studio.latent.engine.tensor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What lies in a folder that is said to hold libtorch; nothing of it is loaded to find out.
///
/// @param libraries those of [#KNOWN] that are there, by their bare names
/// @param version as the installation beside the folder tells it, for example `2.7.1+cu128`; null where it
/// tells none
/// @param nearby a folder close by that does hold libtorch; null where there is none, or where this one does
public record TorchFolder(
        Path path,
        boolean exists,
        Set<String> libraries,
        @Nullable String version,
        @Nullable Path nearby) {
    /// The libraries that tell what a libtorch can do.
    static final List<String> KNOWN = List.of("torch", "torch_cpu", "c10", "torch_cuda", "c10_cuda");

    private static final Pattern PYTHON_VERSION = Pattern.compile("(?m)^__version__\\s*=\\s*'([^']{1,40})'");
    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);
    private static final long LONGEST_VERSION_FILE = 1 << 16;

    public TorchFolder {
        libraries = Set.copyOf(libraries);
    }

    /// Looks at what `PYTORCH_LIBRARY_PATH` names: a folder, libtorch itself, or several of them as in `PATH`, of
    /// which the first that holds libtorch counts.
    static TorchFolder named(String libraryPath) {
        List<TorchFolder> folders = SEPARATOR
                .splitAsStream(libraryPath)
                .filter(part -> !part.isBlank())
                .map(TorchFolder::probe)
                .toList();
        return folders.stream()
                .filter(folder -> folder.has("torch"))
                .findFirst()
                .orElseGet(() -> folders.isEmpty() ? missing(Path.of(".")) : folders.getFirst());
    }

    private static TorchFolder probe(String name) {
        try {
            return probe(Path.of(name));
        } catch (InvalidPathException _) {
            return missing(Path.of("."));
        }
    }

    static TorchFolder probe(Path named) {
        Path path = named.toAbsolutePath().normalize();
        if (Files.isRegularFile(path) && path.getParent() != null) {
            path = path.getParent();
        }
        if (!Files.isDirectory(path)) {
            return missing(path);
        }
        return new TorchFolder(path, true, holds(path), versionBeside(path), nearby(path));
    }

    private static TorchFolder missing(Path path) {
        return new TorchFolder(path, false, Set.of(), null, null);
    }

    private static Set<String> holds(Path folder) {
        return KNOWN.stream()
                .filter(name -> Files.isRegularFile(folder.resolve(System.mapLibraryName(name))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Where people point by mistake: the installation's own folder, or the Python environment's.
    private static @Nullable Path nearby(Path path) {
        if (holds(path).contains("torch")) {
            return null;
        }
        for (String below : List.of("lib", "torch/lib")) {
            if (holds(path.resolve(below)).contains("torch")) {
                return path.resolve(below);
            }
        }
        return null;
    }

    /// `version.py` of a Python installation, `build-version` of an unpacked libtorch.
    private static @Nullable String versionBeside(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            return null;
        }
        Matcher python = PYTHON_VERSION.matcher(text(parent.resolve("version.py")));
        if (python.find()) {
            return python.group(1);
        }
        String plain = text(parent.resolve("build-version")).strip();
        return plain.matches("\\d[\\w.+-]{1,39}") ? plain : null;
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST_VERSION_FILE
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException _) {
            return ""; // a version that cannot be read is a version that is not told
        }
    }

    boolean has(String library) {
        return libraries.contains(library);
    }

    boolean isCuda() {
        return has("torch_cuda") && has("c10_cuda");
    }
}
