package studio.latent.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingSpec;

/// What a run's document asks for, as a plan.
final class RunPlans {
    private RunPlans() {}

    /// **Errors** [BadOption] for a type that the studio does not know.
    static ModelType<?> typeNamed(String id) throws BadOption {
        return ModelCatalog.find(id)
                .orElseThrow(() -> new BadOption(
                        "There is no family or model type '" + id + "'.",
                        "Use one of "
                                + String.join(
                                        ", ",
                                        ModelCatalog.TYPES.stream()
                                                .map(ModelType::id)
                                                .toList())
                                + "."));
    }

    /// The plan of a run on `device`.
    ///
    /// **Errors** [BadOption] for a setting that is unknown or out of range.
    static <S extends Record & ModelSpec> TrainingPlan plan(
            ModelType<S> type, RunDocument document, ComputeDevice device) throws BadOption {
        ImageShape shape = new ImageShape(document.channels(), document.height(), document.width());
        SpecForm<S> modelForm = new SpecForm<>(type.defaults().apply(shape));
        SpecForm<TrainingSpec> trainingForm = new SpecForm<>(TrainingSpec.DEFAULTS);
        List<String> trainingNames =
                trainingForm.settings().stream().map(Setting::name).toList();
        Map<String, String> forModel = new LinkedHashMap<>();
        Map<String, String> forTraining = new LinkedHashMap<>();
        document.settings()
                .forEach((name, value) -> (trainingNames.contains(name) ? forTraining : forModel).put(name, value));
        // A run of before images were kept apart trains on all of them.
        forTraining.putIfAbsent("heldOut", "0");
        return new TrainingPlan(
                type.id(),
                type.definitionOf(modelForm.with(forModel)),
                trainingForm.with(forTraining),
                document.dataset(),
                document.seed(),
                device);
    }
}
