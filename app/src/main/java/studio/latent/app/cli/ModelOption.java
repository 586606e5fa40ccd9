package studio.latent.app.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.latent.engine.error.StudioException;

/// `--model` and `--device`: what a verb works with, and where.
final class ModelOption {
    @Option(names = "--model", required = true, paramLabel = "M", description = "A model's name, folder or zip.")
    private String model = "";

    @Mixin
    private DeviceOption device = new DeviceOption();

    ModelInUse open(CommandScope scope) throws StudioException {
        device.apply(scope);
        return new ModelInUse(scope, scope.await(scope.studio().models().open(model)));
    }
}
