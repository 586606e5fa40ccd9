package studio.latent.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.RunAutoencoder;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.TrainingPlan;

/// The trained models that a new run is made with, each of which a run need not have.
///
/// @param teacher that it learns from, or the model that it shall guide
/// @param pretrained that it begins with
/// @param autoencoder in whose latents it works, unless one of the others brings it along
record RunOrigins(
        @Nullable RunTeacher teacher,
        @Nullable PretrainedModel pretrained,
        @Nullable FrozenAutoencoder autoencoder) {
    static RunOrigins find(ModelType<?> type, Map<String, String> settings, ModelLibrary models)
            throws StudioException {
        return new RunOrigins(
                RunTeacher.find(type, settings, models), PretrainedModel.find(type, settings, models), null);
    }

    /// Whether models of this type work in the latents of an autoencoder that must be named.
    static boolean needAutoencoder(ModelType<?> type) {
        return RunPlans.example(type).autoencoder() != null && !RunTeacher.isWanted(type);
    }

    /// The same with the autoencoder that the settings name for these images, if one is needed.
    RunOrigins withAutoencoder(ModelType<?> type, RunDocument asked, Dataset dataset, FolderModelLibrary models)
            throws StudioException {
        if (!needAutoencoder(type)) {
            return this;
        }
        String name = asked.settings().getOrDefault(FrozenAutoencoder.SETTING, "");
        if (pretrained != null) {
            if (!name.isBlank()) {
                throw new BadOption(
                        "The model that the training begins with brings its own autoencoder.",
                        "Leave the setting " + FrozenAutoencoder.SETTING + " out.");
            }
            return this;
        }
        return new RunOrigins(teacher, null, FrozenAutoencoder.find(models, name, dataset.shape()));
    }

    /// The document with the shape of the autoencoder and the layout of the network that any of them brings.
    RunDocument grounded(RunDocument asked) {
        Optional<RunAutoencoder> found = autoencoder != null
                ? Optional.of(autoencoder.inDocument())
                : teacher != null
                        ? teacher.autoencoder()
                        : pretrained != null ? pretrained.autoencoder() : Optional.empty();
        RunDocument grounded = found.map(asked::withAutoencoder).orElse(asked);
        Optional<UNetLayout> layout =
                teacher != null ? teacher.layout() : pretrained != null ? pretrained.layout() : Optional.empty();
        return layout.map(grounded::withLayout).orElse(grounded);
    }

    /// The settings that the run shares with them.
    Map<String, String> settings() {
        return teacher != null ? teacher.settings() : pretrained != null ? pretrained.settings() : Map.of();
    }

    /// The side to which images of this shape must be cropped and resized for the model that the run begins with; 0
    /// where they fit, or no size makes them fit.
    int sideFor(ImageShape images) {
        return pretrained == null ? 0 : pretrained.sideFor(images);
    }

    /// **Errors** [BadDataset] for images of another size than one of them makes.
    void requireSize(Dataset dataset) throws BadDataset {
        if (teacher != null) {
            teacher.requireSize(dataset);
        }
        if (pretrained != null) {
            pretrained.requireSize(dataset);
        }
    }

    /// **Errors** [BadDataset] for images of which the data say other things than one of them was told.
    void requireConditions(RunDocument document, Dataset dataset) throws BadDataset {
        if (teacher != null) {
            teacher.requireConditions(document, dataset);
        }
        if (pretrained != null) {
            pretrained.requireConditions(document, dataset);
        }
    }

    /// The plan with the weights that one of them gives it; those of a teacher come from the run's folder.
    TrainingPlan begin(TrainingPlan plan) throws StudioException {
        return pretrained != null
                ? pretrained.begin(plan)
                : plan.beginningWith(autoencoder == null ? Map.of() : autoencoder.given());
    }

    /// Copies them into the run's folder, so that it goes on as it began whatever becomes of them.
    ///
    /// @param shelf has the directions of a teacher
    void keep(AtomicFile files, Path run, DirectionShelf shelf) throws StudioException {
        if (autoencoder != null) {
            autoencoder.keep(files, run);
        }
        if (teacher != null) {
            teacher.keep(files, run, shelf);
        }
        if (pretrained != null) {
            pretrained.keep(files, run);
        }
    }

    /// Copies what is in the folder of a run into that of one which branches from it.
    static void keep(AtomicFile files, Path from, Path to) throws StudioException {
        RunTeacher.keep(files, from, to);
        PretrainedModel.keep(files, from, to);
        Optional<FrozenAutoencoder> autoencoder = FrozenAutoencoder.keptIn(from);
        if (autoencoder.isPresent()) {
            autoencoder.get().keep(files, to);
        }
    }

    /// The plan of a run with the weights of the models in its folder.
    static TrainingPlan present(TrainingPlan plan, Path run) throws StudioException {
        Map<String, HostTensor> given =
                FrozenAutoencoder.keptIn(run).map(FrozenAutoencoder::given).orElse(Map.of());
        return RunTeacher.present(PretrainedModel.present(plan.beginningWith(given), run), run);
    }
}
