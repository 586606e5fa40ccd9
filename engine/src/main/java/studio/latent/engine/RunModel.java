package studio.latent.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.LatentTensors;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunFailure;
import studio.latent.engine.train.TrainedModel;
import studio.latent.engine.train.TrainingPlan;

/// The model that a run leaves in its folder; a stopped run leaves one too, to look at.
record RunModel(Path run, Family family, RunDocument document, TrainingPlan plan) {
    /// The model's folder within the run's.
    private static final String FOLDER = "model";

    /// Writes the model as it stands, with the directions that its teacher leaves it, and returns its card.
    ///
    /// **Errors** of the disk; they are noted in the run's folder as well.
    ModelCard keep(AtomicFile files, TrainedModel trained) throws StudioException {
        try {
            ModelDocument model = new ModelDocument(
                    card(trained), RecordJson.encode((Record) plan.model().spec()), training());
            Path folder = run.resolve(FOLDER);
            ModelCard card = ModelFolder.write(
                            files, folder, model, trained.weights(), trained.latents(), Precision.FLOAT32)
                    .card();
            List<Direction> directions = RunTeacher.directions(run, plan.model(), trained.weights());
            if (!directions.isEmpty()) {
                DirectionFile.write(files, folder.resolve(ModelFolder.DIRECTIONS), card, directions);
            }
            return card;
        } catch (StudioException e) {
            RunFailure.keep(e, files, run);
            throw e;
        }
    }

    private ModelCard card(TrainedModel trained) {
        List<PriorKind> priors = LatentTensors.hasMixture(trained.latents())
                ? List.of(PriorKind.NORMAL, PriorKind.MIXTURE)
                : List.of(PriorKind.NORMAL);
        return new ModelCard(
                run.getFileName().toString(),
                run.resolve(FOLDER),
                family,
                plan.type(),
                plan.model().spec().image(),
                plan.model().spec().latentDimension(),
                plan.model().capabilities(),
                priors,
                trained.parameters(),
                "",
                plan.dataset(),
                "",
                "",
                trained.metrics());
    }

    /// What the model's document says of its training.
    private Map<String, String> training() throws StudioException {
        Map<String, String> training = new LinkedHashMap<>(document.settings());
        Optional<String> pretrained = PretrainedModel.hash(run);
        if (pretrained.isPresent()) {
            training.put("pretrainedHash", pretrained.get());
        }
        training.put("dataset", document.dataset());
        training.put("seed", Long.toString(document.seed()));
        training.put("device", document.device());
        training.put("threads", Integer.toString(document.threads()));
        return training;
    }
}
