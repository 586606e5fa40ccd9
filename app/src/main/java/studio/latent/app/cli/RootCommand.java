package studio.latent.app.cli;

import picocli.CommandLine.Command;
import studio.latent.engine.generate.StudioVersion;

/// What stands above all verbs: the name, `--help`, `--version`.
@Command(
        name = "studio",
        mixinStandardHelpOptions = true,
        version = "Latent Studio " + StudioVersion.CURRENT,
        description = "Explore latent spaces and generate images. Without a command the window opens.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status: 0 done, 1 failed (one line on stderr says why and what to do), 2 wrong usage.",
            "Every command takes --json for programs; 'studio COMMAND --help' lists the fields."
        })
final class RootCommand {}
