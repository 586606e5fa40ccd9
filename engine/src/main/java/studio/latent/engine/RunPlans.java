package studio.latent.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.ImageConditions;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.RunAutoencoder;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingSpec;

/// What a run's document asks for, as a plan.
final class RunPlans {
    private static final ImageShape ANY_SHAPE = new ImageShape(1, 32, 32);
    private static final String NOISE = "noiseSchedule";
    private static final String PREDICTION = "prediction";
    private static final String FLOW = "flow";

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

    /// A spec of the type, for whoever asks what such models have in common.
    static <S extends Record & ModelSpec> S example(ModelType<S> type) {
        return type.defaults().apply(ANY_SHAPE);
    }

    /// The preset's values, over them `given`, over them the request's own, and what these take along.
    ///
    /// **Errors** [BadOption] for a preset that the type has not.
    static SequencedMap<String, String> settings(ModelType<?> type, TrainingRequest request, Map<String, String> given)
            throws BadOption {
        Preset preset = type.presets().getFirst();
        if (!request.preset().isEmpty()) {
            preset = type.presets().stream()
                    .filter(known -> known.name().equals(request.preset()))
                    .findFirst()
                    .orElseThrow(() -> new BadOption(
                            "'" + type.id() + "' has no preset '" + request.preset() + "'.",
                            "Use one of "
                                    + String.join(
                                            ", ",
                                            type.presets().stream()
                                                    .map(Preset::name)
                                                    .toList())
                                    + "."));
        }
        SequencedMap<String, String> settings = new LinkedHashMap<>(preset.values());
        settings.putAll(given);
        settings.putAll(request.settings());
        takeAlong(NOISE, PREDICTION, settings, request.settings());
        takeAlong(PREDICTION, NOISE, settings, request.settings());
        request.steps().ifPresent(steps -> settings.put("steps", Integer.toString(steps)));
        return settings;
    }

    /// Straight paths from image to noise and a network that puts out the velocity along them are one method: who
    /// asks for one of the two has the other as well, and who leaves it leaves both. Who names both is left alone.
    private static void takeAlong(String one, String other, Map<String, String> settings, Map<String, String> asked) {
        if (asked.containsKey(other)) {
            return;
        }
        if (FLOW.equals(asked.get(one))) {
            settings.put(other, FLOW);
        } else if (asked.containsKey(one) && FLOW.equals(settings.get(other))) {
            settings.remove(other);
        }
    }

    /// The side that images are cropped and resized to; 0 takes them as they are stored.
    ///
    /// **Errors** [BadOption] for a side out of range.
    static int imageSize(Map<String, String> settings) throws BadOption {
        Map<String, String> own = settings.containsKey("imageSize")
                ? Map.of("imageSize", settings.getOrDefault("imageSize", "0"))
                : Map.of();
        return new SpecForm<>(TrainingSpec.DEFAULTS).with(own).imageSize();
    }

    /// **Errors** [BadDataset] for data from which a model of `spec` would learn nothing but the images themselves.
    static void requireEnough(Dataset dataset, ModelSpec spec) throws BadDataset {
        if (dataset.count() < spec.leastImages()) {
            throw new BadDataset(
                    "The data set '" + dataset.name() + "' has " + dataset.count()
                            + " images; a model of these settings needs at least " + spec.leastImages()
                            + " not to learn them by heart.",
                    dataset.count() < spec.leastImagesAtAll()
                            ? "Use at least " + spec.leastImagesAtAll() + " images."
                            : "Use more images, or the preset 'few-images', which changes them each time they are shown.");
        }
    }

    /// The document with what the data say of their images, as far as a model of `spec` is told that.
    ///
    /// **Errors** [BadDataset] when it shall be told what the data do not say.
    static RunDocument withConditions(RunDocument document, Dataset dataset, ModelSpec spec) throws BadDataset {
        List<String> names = conditions(dataset, spec.conditioning()).names();
        return names.isEmpty() ? document : document.withConditions(names);
    }

    /// What a model of the run is told of the images.
    ///
    /// **Errors** [BadDataset] when the data say something else than when the run was started.
    static ImageConditions conditionsAgain(RunDocument document, Dataset dataset, ModelSpec spec) throws BadDataset {
        ImageConditions found = conditions(dataset, spec.conditioning());
        if (!found.names().equals(named(document))) {
            throw new BadDataset(
                    "The data set '" + document.dataset() + "' has other classes or attributes than the run was"
                            + " started with.",
                    "Put the run's own data back, or start a new training.");
        }
        return found;
    }

    private static List<String> named(RunDocument document) {
        List<String> names = document.conditions();
        return names == null ? List.of() : names;
    }

    private static ImageConditions conditions(Dataset dataset, Conditioning conditioning) throws BadDataset {
        ImageConditions found = switch (conditioning) {
            case NONE -> ImageConditions.none();
            case CLASS -> ImageConditions.classes(dataset);
            case ATTRIBUTES -> ImageConditions.attributes(dataset);
            case DATA -> dataset.hasLabels() ? ImageConditions.classes(dataset) : ImageConditions.attributes(dataset);
        };
        boolean wanted = conditioning == Conditioning.CLASS || conditioning == Conditioning.ATTRIBUTES;
        if (wanted && found.names().isEmpty()) {
            throw new BadDataset(
                    "The data set '" + dataset.name() + "' has no "
                            + (conditioning == Conditioning.CLASS ? "labels" : "attributes") + " to train with.",
                    "Use conditioning=data to train with what it has, or conditioning=none.");
        }
        return found;
    }

    /// The plan of a run on `device`.
    ///
    /// **Errors** [BadOption] for a setting that is unknown or out of range.
    static <S extends Record & ModelSpec> TrainingPlan plan(
            ModelType<S> type, RunDocument document, ComputeDevice device) throws BadOption {
        ImageShape shape = new ImageShape(document.channels(), document.height(), document.width());
        SpecForm<S> modelForm = new SpecForm<>(defaults(type, document, shape));
        SpecForm<TrainingSpec> trainingForm = new SpecForm<>(TrainingSpec.DEFAULTS);
        List<String> trainingNames =
                trainingForm.settings().stream().map(Setting::name).toList();
        Map<String, String> forModel = new LinkedHashMap<>();
        Map<String, String> forTraining = new LinkedHashMap<>();
        document.settings()
                .forEach((name, value) -> (trainingNames.contains(name) ? forTraining : forModel).put(name, value));
        forModel.remove(PretrainedModel.SETTING);
        if (document.autoencoder() != null) {
            forModel.remove(FrozenAutoencoder.SETTING);
        }
        if (RunTeacher.isWanted(type)) {
            forModel.remove(RunTeacher.settingOf(type));
        }
        // A run of before images were kept apart trains on all of them.
        forTraining.putIfAbsent("heldOut", "0");
        ModelSpec model = modelForm.with(forModel).withConditions(named(document));
        TrainingSpec training = trainingForm.with(forTraining);
        if (training.batch() < model.leastBatch()) {
            throw new BadOption(
                    "A step of this model needs at least " + model.leastBatch() + " images, batch is "
                            + training.batch() + ".",
                    "Set a larger batch, or switch off what looks at the batch as a whole.");
        }
        return new TrainingPlan(
                type.id(), type.definitionOf(model), training, document.dataset(), document.seed(), device);
    }

    /// The type's defaults for the run's images, on top of its autoencoder and with the network that it brings.
    private static <S extends Record & ModelSpec> S defaults(ModelType<S> type, RunDocument document, ImageShape shape)
            throws BadOption {
        RunAutoencoder autoencoder = document.autoencoder();
        try {
            S defaults = type.defaults().apply(shape);
            S grounded = autoencoder == null
                    ? defaults
                    : type.specType().cast(defaults.withAutoencoder(autoencoder.shape()));
            UNetLayout layout = document.layout();
            return layout == null ? grounded : type.specType().cast(grounded.withLayout(layout));
        } catch (IllegalArgumentException e) {
            throw new BadOption(
                    "A model of the type '" + type.id() + "' cannot be made for images of " + shape + ": "
                            + e.getMessage() + ".",
                    "Set imageSize, for example imageSize=64, to crop and resize them.",
                    e);
        }
    }
}
