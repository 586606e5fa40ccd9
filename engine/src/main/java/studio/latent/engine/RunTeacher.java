package studio.latent.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.Taught;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentNoisedClassifier;
import studio.latent.engine.model.diffusion.NoisedClassifier;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.RunAutoencoder;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingPlan;

/// The other model of a run that has one: the teacher of a student, or the model that a classifier shall guide.
/// What the run needs of it is copied into its folder when it begins, so that it goes on as it began whatever
/// becomes of that model.
final class RunTeacher {
    /// The setting that names the model; `--set teacher=NAME`.
    static final String SETTING = "teacher";

    /// The setting that names the model that a classifier shall guide; `--set model=NAME`.
    static final String GUIDED = "model";

    /// The copy, a model folder within the run's.
    private static final String FOLDER = "teacher";

    private final SourceModel source;
    private final Map<String, String> settings;
    private final boolean teaches;

    private RunTeacher(SourceModel source, Map<String, String> settings, boolean teaches) {
        this.source = source;
        this.settings = settings;
        this.teaches = teaches;
    }

    /// Whether models of this type learn from another model.
    static boolean isWanted(ModelType<?> type) {
        return isGuide(type) || example(type) instanceof Taught;
    }

    /// The setting that names the other model of a run of this type.
    static String settingOf(ModelType<?> type) {
        return isGuide(type) ? GUIDED : SETTING;
    }

    /// Whether models of this type guide another one.
    private static boolean isGuide(ModelType<?> type) {
        return type.equals(NoisedClassifier.TYPE);
    }

    private static <S extends Record & ModelSpec> ModelDefinition example(ModelType<S> type) {
        return type.definitionOf(RunPlans.example(type));
    }

    /// The settings that a form offers for a model of this type, of all that its spec has: what a teacher brings is
    /// left out, and the teacher itself is to be chosen from the models that can be one.
    static List<Setting> offered(ModelType<?> type, List<Setting> all, ModelLibrary models) {
        if (isGuide(type)) {
            List<String> guided = models.list().stream()
                    .filter(card -> card.capabilities().contains(Capability.DENOISES))
                    .map(ModelCard::name)
                    .toList();
            return offered(GUIDED, guided, List.of("noiseSchedule", "conditioning"), all);
        }
        if (!(example(type) instanceof Taught student)) {
            return all;
        }
        Record shared = (Record) student.shared();
        List<String> brought =
                new SpecForm<>(shared).settings().stream().map(Setting::name).toList();
        List<String> teachers = models.list().stream()
                .filter(card -> ModelCatalog.find(card.type())
                        .map(found -> found.specType().equals(shared.getClass()))
                        .orElse(false))
                .map(ModelCard::name)
                .toList();
        return offered(SETTING, teachers, brought, all);
    }

    private static List<Setting> offered(String name, List<String> choices, List<String> brought, List<Setting> all) {
        List<Setting> offered = new ArrayList<>();
        offered.add(new Setting(
                name,
                "model",
                Setting.Kind.CHOICE,
                "",
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                "",
                choices));
        all.stream().filter(setting -> !brought.contains(setting.name())).forEach(offered::add);
        return List.copyOf(offered);
    }

    /// The teacher that the settings name; null for a type that has none.
    ///
    /// **Errors** [BadOption] when none is named, or settings are another than the teacher's; [IncompatibleModel]
    /// for a model that cannot teach.
    static @Nullable RunTeacher find(ModelType<?> type, Map<String, String> settings, ModelLibrary models)
            throws StudioException {
        if (isGuide(type)) {
            SourceModel guided = named(
                    GUIDED, "A classifier of noised images guides another model", "diffusion model", settings, models);
            Map<String, String> own = GuidedModel.settings(guided.model());
            SourceModel.requireOwn(own, settings, "the model that it shall guide");
            return new RunTeacher(guided, own, false);
        }
        if (!(example(type) instanceof Taught student)) {
            return null;
        }
        SourceModel source = named(
                SETTING,
                "A model of the type '" + type.id() + "' learns from another one",
                "model of the type '" + teacherOf(student) + "'",
                settings,
                models);
        ModelSpec spec = source.model().definition().spec();
        if (!spec.getClass().equals(student.shared().getClass())) {
            throw new IncompatibleModel(
                    "The model '" + source.name() + "' is a '"
                            + source.model().card().type() + "', which cannot teach a '" + type.id() + "'.",
                    studentOf(spec)
                            .map(fitting -> "Train a '" + fitting.id() + "' instead: --family " + fitting.id() + ".")
                            .orElse("Name a trained model of the type '" + teacherOf(student) + "' as the teacher."));
        }
        if (source.model().definition() instanceof Denoises teacher && teacher.selfConditioned()) {
            throw new IncompatibleModel(
                    "The model '" + source.name()
                            + "' is self-conditioned: a student that jumps has no last estimate to" + " be shown.",
                    "Name a teacher that was trained with selfConditioning=off.");
        }
        Map<String, String> own = source.settings();
        SourceModel.requireOwn(own, settings, "the teacher");
        return new RunTeacher(source, own, true);
    }

    private static SourceModel named(
            String setting, String why, String kind, Map<String, String> settings, ModelLibrary models)
            throws StudioException {
        String name = settings.get(setting);
        if (name == null || name.isBlank()) {
            throw new BadOption(
                    why + ", and none is named.", "Name a trained " + kind + ", as --set " + setting + "=NAME.");
        }
        return SourceModel.named(models, name);
    }

    /// The type of model that models of this spec can teach.
    private static Optional<ModelType<?>> studentOf(ModelSpec spec) {
        return ModelCatalog.TYPES.stream()
                .filter(type -> example(type) instanceof Taught student
                        && student.shared().getClass().equals(spec.getClass()))
                .findFirst();
    }

    /// The type of the models that this one learns from.
    private static String teacherOf(Taught student) {
        return ModelCatalog.TYPES.stream()
                .filter(type -> type.specType().equals(student.shared().getClass()))
                .map(ModelType::id)
                .findFirst()
                .orElseThrow();
    }

    /// The autoencoder that the teacher contains, if it works in the latent space of one.
    Optional<RunAutoencoder> autoencoder() {
        return source.autoencoder();
    }

    /// The layout of the network that student and teacher share, where that was imported and follows from no
    /// setting.
    Optional<UNetLayout> layout() {
        return teaches ? source.layout() : Optional.empty();
    }

    /// The settings that the run shares with it.
    Map<String, String> settings() {
        return settings;
    }

    /// **Errors** [BadDataset] for images of another size than the teacher makes.
    void requireSize(Dataset dataset) throws BadDataset {
        source.requireSize(dataset);
    }

    /// **Errors** [BadDataset] for images of which the data say other things than the teacher was told.
    void requireConditions(RunDocument document, Dataset dataset) throws BadDataset {
        source.requireConditions(document, dataset);
    }

    /// Copies the teacher into a run's folder, with its directions; of a guided model only one whose autoencoder the
    /// run needs.
    void keep(AtomicFile files, Path run, DirectionShelf shelf) throws StudioException {
        if (teaches) {
            source.keep(files, run.resolve(FOLDER), shelf.named(source.model()));
        } else if (source.autoencoder().isPresent()) {
            source.keep(files, run.resolve(FOLDER), List.of());
        }
    }

    /// Copies the teacher of a run into the folder of one that branches from it.
    static void keep(AtomicFile files, Path from, Path to) throws StudioException {
        SourceModel.keepAgain(files, from.resolve(FOLDER), to.resolve(FOLDER));
    }

    /// The plan with the weights of the teacher in the run's folder, if its model learns from one.
    static TrainingPlan present(TrainingPlan plan, Path run) throws StudioException {
        Predicate<String> taken = taken(plan.model());
        if (taken == null) {
            return plan;
        }
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        SourceModel.weightsOf(run.resolve(FOLDER)).forEach((name, weight) -> {
            if (taken.test(name)) {
                weights.put(name, weight);
            }
        });
        return plan.beginningWith(weights);
    }

    /// The directions that the teacher of the run in this folder had when the run began, where they are the trained
    /// model's as well: where that decodes by the teacher's weights, and has them bit for bit.
    static List<Direction> directions(Path run, ModelDefinition model, Map<String, HostTensor> trained)
            throws StudioException {
        Path copy = run.resolve(FOLDER);
        if (!(model instanceof Taught student) || !student.keepsDecoder()) {
            return List.of();
        }
        List<Direction> directions = SourceModel.directionsOf(copy);
        boolean kept = directions.isEmpty()
                || SourceModel.weightsOf(copy).entrySet().stream()
                        .filter(weight -> student.takes(weight.getKey()))
                        .allMatch(weight -> weight.getValue().equals(trained.get(weight.getKey())));
        return kept ? directions : List.of();
    }

    /// Which of the other model's weights a model begins with; null where it has no other model.
    private static @Nullable Predicate<String> taken(ModelDefinition model) {
        return switch (model) {
            case Taught student -> student::takes;
            case LatentNoisedClassifier _ -> name -> name.startsWith(LatentDiffusion.AUTOENCODER);
            default -> null;
        };
    }
}
