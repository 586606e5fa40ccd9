package studio.latent.app.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.PriorKind;

/// How a seed becomes a latent: prior and temperature.
final class PriorOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--prior",
            paramLabel = "normal|mixture",
            defaultValue = "normal",
            description = "Distribution that seeds are drawn from: 'normal', the prior of training, or 'mixture', a"
                    + " Gaussian mixture fitted to the encoded data. Default: ${DEFAULT-VALUE}.")
    private PriorKind prior = PriorKind.NORMAL;

    private double temperature = 1;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "Factor on the prior's standard deviation, in [0, 4]; below 1 typical images, above 1 unusual"
                    + " ones. Default: ${DEFAULT-VALUE}.")
    void temperature(double value) {
        temperature = new OptionRange(spec, "--temperature").inside(0, 4, value);
    }

    double temperature() {
        return temperature;
    }

    /// The prior that was asked for.
    ///
    /// **Errors** [IncompatibleModel] if the model has none such.
    PriorKind priorOf(ModelInUse model) throws IncompatibleModel {
        if (!model.card().priors().contains(prior)) {
            throw new IncompatibleModel(
                    "The model '%s' has no %s prior."
                            .formatted(model.card().name(), prior.name().toLowerCase(Locale.ROOT)),
                    "Leave --prior out to draw from the normal prior.");
        }
        return prior;
    }
}
