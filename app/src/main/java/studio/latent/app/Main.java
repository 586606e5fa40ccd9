package studio.latent.app;

import java.util.List;
import studio.latent.app.cli.CommandLineProgram;
import studio.latent.app.cli.CrashReport;
import studio.latent.app.cli.Terminal;
import studio.latent.app.shell.Contents;
import studio.latent.app.shell.Screenshot;
import studio.latent.app.shell.StudioApplication;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.StudioException;

/// Where the studio starts: `studio` with its arguments.
///
/// It extends nothing of JavaFX, so that it can be started from the class path, and a command loads none of it.
public final class Main {
    private Main() {}

    /// Runs one command and ends the process with its status: 0 done, 1 failed, 2 wrong usage.
    public static void main(String[] args) {
        // First of all: the engine must neither look for downloads nor report its use.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("java.awt.headless", "true");
        System.exit(run(args, Terminal.ofProcess(), StudioOptions.fromSystemProperties()));
    }

    static int run(String[] args, Terminal terminal, StudioOptions options) {
        if (args.length == 0) {
            return openWindow(terminal, options);
        }
        // No window needs a core for itself, so training may have them all.
        int cores = Runtime.getRuntime().availableProcessors();
        return new CommandLineProgram(
                        terminal,
                        change -> Studio.open(change.apply(options.withTrainThreads(cores))),
                        (shot, target) -> Screenshot.take(
                                contents(options),
                                new Screenshot.Shot(
                                        shot.place(),
                                        shot.model(),
                                        shot.run(),
                                        shot.light(),
                                        shot.width(),
                                        shot.height()),
                                target),
                        options.crash())
                .run(args);
    }

    private static int openWindow(Terminal terminal, StudioOptions options) {
        try {
            StudioApplication.launchWindow(contents(options), options.home().resolve("window.json"));
            return CommandLineProgram.DONE;
        } catch (StudioException e) {
            terminal.err().println("studio: " + e.problem() + " " + e.remedy());
            return CommandLineProgram.FAILED;
        } catch (RuntimeException | Error bug) {
            terminal.err().println("studio: " + new CrashReport(options.crash()).write(bug, List.of()));
            return CommandLineProgram.FAILED;
        }
    }

    private static Contents.Maker contents(StudioOptions options) {
        return AppContext.maker(() -> Studio.open(options), options.home());
    }
}
