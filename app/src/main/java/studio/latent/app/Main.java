package studio.latent.app;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Where the studio starts: `studio` with its arguments.
///
/// It extends nothing of JavaFX, so that it can be started from the class path.
public final class Main {

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /// Runs one command and ends the process with its status: 0 done, 1 failed, 2 wrong usage.
    public static void main(String[] args) {
        // First of all: the engine must neither look for downloads nor report its use.
        System.setProperty("ai.djl.offline", "true");
        int status = run(args, System.out, System.err);
        if (status != DONE) {
            System.exit(status);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 1 && args[0].equals("--version")) {
            out.println("Latent Studio " + version());
            return DONE;
        }
        err.println("Latent Studio: this build knows --version only; its commands and its window are not in it.");
        return WRONG_USAGE;
    }

    private static String version() {
        @Nullable String packed = Main.class.getPackage().getImplementationVersion();
        return packed == null ? "(unpacked)" : packed;
    }
}
