package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.ModelCard;

/// A classifier of noised images that leads a diffusion model to what is wished for.
final class ClassifierOption {
    private static final double USUAL = 1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Double scale;

    @Option(
            names = "--classifier",
            paramLabel = "NAME",
            description = "A classifier of noised images (--family noised-classifier) that leads a diffusion model to"
                    + " what --class says, or what a measurement asks for: by name, or a model folder.")
    private @Nullable String name;

    @Option(
            names = "--classifier-scale",
            paramLabel = "S",
            description = "Factor on what the classifier says, in [0, 30]; more is truer to the class and less varied."
                    + " Default: 1 with --classifier, else 0.")
    void scale(double value) {
        scale = new OptionRange(spec, "--classifier-scale").inside(0, 30, value);
    }

    boolean isGiven() {
        return name != null || scale != null;
    }

    /// The classifier that was asked for.
    ///
    /// **Errors** that it is not there or is none; [BadOption] where nothing is wished for that it could lead to.
    ///
    /// @param wished whether something is wished for
    ClassifierChoice of(ModelInUse model, boolean wished) throws StudioException {
        String asked = name;
        if (asked == null) {
            if (scale != null && scale > 0) {
                throw new ParameterException(spec.commandLine(), "--classifier-scale needs a --classifier");
            }
            return ClassifierChoice.NONE;
        }
        List<String> known = model.model().conditions();
        if (known.isEmpty()) {
            throw new IncompatibleModel(
                    "The model '" + model.card().name()
                            + "' takes no wishes, so a classifier has nothing to lead it to.",
                    "Leave --classifier out, or choose a model that was trained with classes or attributes.");
        }
        if (!wished) {
            throw new BadOption(
                    "--classifier changes nothing without a --class: it leads to what is wished for.",
                    "Add --class, for example --class " + known.getFirst() + ".");
        }
        ModelCard card =
                model.scope().await(model.scope().studio().models().open(asked)).card();
        if (!card.capabilities().contains(Capability.CLASSIFIES_NOISY)) {
            throw new IncompatibleModel(
                    "The model '" + card.name() + "' is no classifier of noised images.",
                    "Train one: studio train --family noised-classifier --set model="
                            + model.card().name() + ".");
        }
        return new ClassifierChoice(asked, card.hash(), scale == null ? USUAL : scale);
    }

    /// The fields of a result's JSON; none where no classifier guides.
    static void describe(JsonObject object, ClassifierChoice choice) {
        if (choice.acts()) {
            object.addProperty("classifier", choice.name());
            object.addProperty("classifierHash", choice.hash());
            object.addProperty("classifierScale", choice.scale());
        }
    }
}
