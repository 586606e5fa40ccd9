package studio.latent.app.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/// Where a command prints, and whether a person watches it.
///
/// @param out results: one thing a line, or JSON
/// @param err progress, remarks and failures
/// @param interactive a person watches: progress may be redrawn in place
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /// The process's own streams.
    public static Terminal ofProcess() {
        return new Terminal(writer(System.out), writer(System.err), isWatched());
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static boolean isWatched() {
        Console console = System.console();
        return Optional.ofNullable(console).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }

    /// Replaces the line that stands on an interactive terminal's last row.
    void redraw(String line) {
        err.print("\r\u001b[K" + line);
        err.flush();
    }

    /// Removes what [#redraw] left.
    void clearLine() {
        redraw("");
    }
}
