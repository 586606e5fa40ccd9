package studio.latent.app.cli;

import picocli.CommandLine.Option;
import studio.latent.engine.error.StudioException;

/// `--model`: what a verb works with.
final class ModelOption {
    @Option(names = "--model", required = true, paramLabel = "M", description = "A model's name, folder or zip.")
    private String model = "";

    /// The model as it was named on the command line.
    String named() {
        return model;
    }

    ModelInUse open(CommandScope scope) throws StudioException {
        return new ModelInUse(scope, scope.await(scope.studio().models().open(model)));
    }
}
