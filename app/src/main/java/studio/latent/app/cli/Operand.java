package studio.latent.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/// A point of latent space as one writes it on the command line.
sealed interface Operand {
    /// A whole number: the latent drawn from that seed.
    record Seed(long seed) implements Operand {}

    /// An image, to be encoded.
    record ImageFile(Path file) implements Operand {}

    /// A latent that `encode` or `arithmetic` saved.
    record LatentFile(Path file) implements Operand {}

    /// Reads a seed where `text` is a whole number, else a file by its name; `./7` is a file named 7.
    static Operand parse(String text) {
        if (text.matches("[+-]?\\d{1,19}")) {
            try {
                return new Seed(Long.parseLong(text));
            } catch (NumberFormatException _) {
                throw new TypeConversionException("'" + text + "' is too large for a seed");
            }
        }
        try {
            Path file = Path.of(text);
            return text.toLowerCase(Locale.ROOT).endsWith(".safetensors") ? new LatentFile(file) : new ImageFile(file);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is neither a seed nor a file name: " + e.getReason());
        }
    }
}
