package studio.latent.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.train.RunAutoencoder;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.Trainer;
import studio.latent.engine.train.TrainingPlan;

/// The trained model whose weights a run begins with, where others draw theirs by the seed: fine-tuning. Optimizer,
/// learning rate and averages begin anew. The run has a copy of the model in its folder.
final class PretrainedModel {
    /// The setting that names the model; `--set pretrained=NAME`.
    static final String SETTING = "pretrained";

    /// What the setting says where there is none.
    static final String NONE = "none";

    /// The copy, a model folder within the run's.
    private static final String FOLDER = "pretrained";

    /// The settings from which the sizes of a network follow that was not imported.
    private static final Set<String> SIZES =
            Set.of("network", "width", "levels", "growth", "blocks", "attentionSide", "headChannels", "groups");

    private final SourceModel source;

    private PretrainedModel(SourceModel source) {
        this.source = source;
    }

    /// Whether models of this type may begin with another's weights: students and guides have a model that they
    /// learn from, and of a GAN the model tells the weights, not how far the game had come.
    static boolean isPossible(ModelType<?> type) {
        return type.family() != Family.GAN && !RunTeacher.isWanted(type);
    }

    /// The setting, with what the library has to choose from.
    static Setting setting(ModelType<?> type, List<ModelCard> library) {
        List<String> names = new ArrayList<>(List.of(NONE));
        library.stream()
                .filter(card -> card.type().equals(type.id()))
                .map(ModelCard::name)
                .forEach(names::add);
        return new Setting(
                SETTING,
                "model",
                Setting.Kind.CHOICE,
                NONE,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                "",
                names);
    }

    /// The model that the settings name; null where none is named.
    ///
    /// **Errors** [IncompatibleModel] for a model of another type, [BadOption] for a type that cannot go on from
    /// one.
    static @Nullable PretrainedModel find(ModelType<?> type, Map<String, String> settings, ModelLibrary models)
            throws StudioException {
        String name = settings.getOrDefault(SETTING, NONE);
        if (name.isBlank() || name.equals(NONE)) {
            return null;
        }
        if (type.family() == Family.GAN) {
            throw new BadOption(
                    "A GAN does not begin with the weights of a model: how far its two players had come is not in there.",
                    "Go on from its training instead: 'studio train --branch RUN'.");
        }
        if (!isPossible(type)) {
            throw new BadOption(
                    "A model of the type '" + type.id() + "' begins with what it learns from.",
                    "Leave the setting " + SETTING + " out.");
        }
        SourceModel source = SourceModel.named(models, name);
        String found = source.model().card().type();
        if (!found.equals(type.id())) {
            throw new IncompatibleModel(
                    "The model '" + source.name() + "' is of the type '" + found + "', the training is of '" + type.id()
                            + "'.",
                    "Name a model of that type, or train with --family " + found + ".");
        }
        PretrainedModel begun = new PretrainedModel(source);
        begun.requireLayout(settings);
        return begun;
    }

    /// An imported network is as it is: its sizes are settings that no one can turn.
    private void requireLayout(Map<String, String> asked) throws BadOption {
        if (layout().isPresent()) {
            Map<String, String> own = new LinkedHashMap<>(settings());
            own.keySet().retainAll(SIZES);
            SourceModel.requireOwn(own, asked, "the imported network of '" + source.name() + "'");
        }
    }

    /// The settings of its network and objective.
    Map<String, String> settings() {
        return source.settings();
    }

    Optional<UNetLayout> layout() {
        return source.layout();
    }

    Optional<RunAutoencoder> autoencoder() {
        return source.autoencoder();
    }

    /// The side to which images of this shape are cropped and resized so that they fit; 0 where they fit as they
    /// are, or cannot be made to.
    int sideFor(ImageShape images) {
        ImageShape own = source.model().card().imageShape();
        boolean square = own.height() == own.width() && own.channels() == images.channels();
        return square && !own.equals(images) ? own.height() : 0;
    }

    /// **Errors** [BadDataset] for images of another size than the model's.
    void requireSize(Dataset dataset) throws BadDataset {
        source.requireSize(dataset);
    }

    /// **Errors** [BadDataset] for images of which the data say other things than the model was told.
    void requireConditions(RunDocument document, Dataset dataset) throws BadDataset {
        source.requireConditions(document, dataset);
    }

    /// The plan, beginning with this model.
    ///
    /// **Errors** [BadOption] when the settings make another network of it.
    TrainingPlan begin(TrainingPlan plan) throws BadOption {
        TrainingPlan begun = plan.beginningWith(source.model().weights().values());
        List<String> mismatches = Trainer.mismatches(begun);
        if (!mismatches.isEmpty()) {
            throw new BadOption(
                    "The settings make another network than that of '" + source.name() + "': " + mismatches.getFirst()
                            + ".",
                    "Leave the settings of the network out.");
        }
        return begun;
    }

    void keep(AtomicFile files, Path run) throws StudioException {
        source.keep(files, run.resolve(FOLDER), List.of());
    }

    /// Copies the model of a run into the folder of one that branches from it.
    static void keep(AtomicFile files, Path from, Path to) throws StudioException {
        SourceModel.keepAgain(files, from.resolve(FOLDER), to.resolve(FOLDER));
    }

    /// The plan with the weights of the model in the run's folder, if it began with one.
    static TrainingPlan present(TrainingPlan plan, Path run) throws StudioException {
        Path copy = run.resolve(FOLDER);
        return Files.isDirectory(copy) ? plan.beginningWith(SourceModel.weightsOf(copy)) : plan;
    }

    /// The hash of the weights that the run in this folder began with, if it began with a model's.
    static Optional<String> hash(Path run) throws StudioException {
        Path copy = run.resolve(FOLDER);
        return Files.isDirectory(copy)
                ? Optional.of(ModelFolder.open(copy).document().card().hash())
                : Optional.empty();
    }
}
