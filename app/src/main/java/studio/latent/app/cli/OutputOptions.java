package studio.latent.app.cli;

import picocli.CommandLine.Option;

/// What every verb takes.
final class OutputOptions {
    @Option(
            names = "--json",
            description = "Print the result as JSON for programs: one object, its fields are listed below.")
    boolean json;
}
