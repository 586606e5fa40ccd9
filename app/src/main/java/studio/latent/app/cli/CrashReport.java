package studio.latent.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import studio.latent.engine.generate.StudioVersion;

/// The file that a bug leaves behind, for whoever mends it.
public final class CrashReport {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final Path folder;

    public CrashReport(Path folder) {
        this.folder = folder;
    }

    /// Writes the report and returns the one line that tells the user of it.
    public String write(Throwable bug, List<String> arguments) {
        String what = "This is a bug in the studio (" + firstLine(bug) + ").";
        Path file = folder.resolve("crash-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + ".txt");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, text(bug, arguments));
            return what + " Please report it with the file " + file + ".";
        } catch (IOException e) {
            return what + " No report could be written to " + folder + " (" + e.getMessage()
                    + "); please report the command that you gave.";
        }
    }

    private static String firstLine(Throwable bug) {
        String text = bug.toString();
        int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static String text(Throwable bug, List<String> arguments) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        return """
                Latent Studio %s
                Java      %s, %s
                System    %s %s, %s
                Processors %d, heap up to %d MiB
                Arguments %s

                %s""".formatted(
                        StudioVersion.CURRENT,
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        String.join(" ", arguments),
                        trace);
    }
}
