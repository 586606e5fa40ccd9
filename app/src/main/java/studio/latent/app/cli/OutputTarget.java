package studio.latent.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where `--out` points: one file of a known kind, or a folder of files.
sealed interface OutputTarget {
    /// A file of a kind that is written here.
    ///
    /// @param extension in lower case, without a dot
    record SingleFile(Path file, String extension) implements OutputTarget {}

    record Folder(Path folder) implements OutputTarget {}

    /// Extensions that nobody gives a folder: such a name with a kind that is not written here is a mistake.
    Set<String> FILE_KINDS = Set.of(
            "png",
            "gif",
            "jpg",
            "jpeg",
            "webp",
            "bmp",
            "tif",
            "tiff",
            "mp4",
            "webm",
            "apng",
            "avi",
            "pt",
            "safetensors");

    /// Reads `--out` by its extension; an existing folder is a folder whatever its name.
    ///
    /// **Errors** [ParameterException] for a file of a kind that is not among `extensions`.
    static OutputTarget of(Path out, CommandSpec spec, List<String> extensions) {
        if (Files.isDirectory(out)) {
            return new Folder(out);
        }
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        if (extensions.contains(extension)) {
            return new SingleFile(out, extension);
        }
        if (FILE_KINDS.contains(extension)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out writes "
                            + String.join(
                                    ", ", extensions.stream().map(e -> "." + e).toList())
                            + " files or into a folder, not ." + extension + ": " + out);
        }
        return new Folder(out);
    }
}
