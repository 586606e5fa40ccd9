package studio.latent.app.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Option;

/// What every verb takes.
final class OutputOptions {
    @Option(
            names = "--json",
            description = "Print the result as JSON for programs: one object, its fields are listed below.")
    boolean json;

    /// Prints a result in the form that was asked for.
    void print(CommandScope scope, JsonObject object, String words) {
        if (json) {
            scope.print(object);
        } else {
            scope.print(words);
        }
    }
}
