package studio.latent.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionFile;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.RunAutoencoder;
import studio.latent.engine.train.RunDocument;

/// A trained model that a run learns from or begins with: what of it the run must share.
record SourceModel(LocalOpenModel model) {
    static SourceModel named(ModelLibrary models, String nameOrPath) throws StudioException {
        return new SourceModel(LocalOpenModel.of(models.open(nameOrPath).await().orThrow()));
    }

    String name() {
        return model.card().name();
    }

    /// Every setting of its network and objective, as `--set` takes them.
    Map<String, String> settings() {
        return valuesOf((Record) model.definition().spec());
    }

    private static <R extends Record> Map<String, String> valuesOf(R spec) {
        return new SpecForm<>(spec).values(spec);
    }

    /// The autoencoder that it contains, if it works in the latent space of one.
    Optional<RunAutoencoder> autoencoder() {
        return Optional.ofNullable(model.definition().spec().autoencoder())
                .map(shape -> new RunAutoencoder(model.card().hash(), shape));
    }

    /// The layout of its network, where that was imported and follows from no setting.
    Optional<UNetLayout> layout() {
        return Optional.ofNullable(model.definition().spec().layout());
    }

    /// **Errors** [BadOption] for settings that are others than those that the run must share with it.
    ///
    /// @param whose what messages call the model
    static void requireOwn(Map<String, String> own, Map<String, String> asked, String whose) throws BadOption {
        for (Map.Entry<String, String> setting : own.entrySet()) {
            String value = asked.get(setting.getKey());
            if (value != null && !value.equals(setting.getValue())) {
                throw new BadOption(
                        "The setting '" + setting.getKey() + "' is " + setting.getValue() + " in " + whose
                                + " and must be the same here, got " + value + ".",
                        "Leave it out.");
            }
        }
    }

    /// **Errors** [BadDataset] for images of another size than it makes.
    void requireSize(Dataset dataset) throws BadDataset {
        ImageShape shape = model.card().imageShape();
        if (!dataset.shape().equals(shape)) {
            throw new BadDataset(
                    "The images of '" + dataset.name() + "' are " + dataset.shape() + ", '" + name() + "' makes "
                            + shape + ".",
                    "Use the data that it was trained on, with the same imageSize.");
        }
    }

    /// **Errors** [BadDataset] for images of which the data say other things than the model was told.
    void requireConditions(RunDocument document, Dataset dataset) throws BadDataset {
        List<String> names = document.conditions();
        if (!model.conditions().equals(names == null ? List.of() : names)) {
            throw new BadDataset(
                    "The data set '" + dataset.name() + "' has other classes or attributes than '" + name()
                            + "' was told.",
                    "Use the data that it was trained on.");
        }
    }

    /// Copies it into a folder of the run, so that the run goes on as it began whatever becomes of the model.
    ///
    /// @param directions that the copy has
    void keep(AtomicFile files, Path copy, List<Direction> directions) throws StudioException {
        ModelDocument written = ModelFolder.write(
                files,
                copy,
                new ModelDocument(
                        model.card(),
                        RecordJson.encode((Record) model.definition().spec()),
                        Map.of()),
                model.weights().values(),
                Map.of(),
                Precision.FLOAT32);
        if (!directions.isEmpty()) {
            DirectionFile.write(files, copy.resolve(ModelFolder.DIRECTIONS), written.card(), directions);
        }
    }

    /// Copies a copy into the folder of a run that branches; nothing where there is none.
    static void keepAgain(AtomicFile files, Path copy, Path target) throws StudioException {
        if (Files.isDirectory(copy)) {
            new SourceModel(ModelOpener.open(copy)).keep(files, target, directionsOf(copy));
        }
    }

    /// The directions that a copy has.
    static List<Direction> directionsOf(Path copy) throws StudioException {
        Path file = copy.resolve(ModelFolder.DIRECTIONS);
        return Files.exists(file)
                ? DirectionFile.read(file, ModelFolder.open(copy).document().card())
                : List.of();
    }

    /// The weights of a copy, by name.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] when they are not those that were copied.
    static Map<String, HostTensor> weightsOf(Path copy) throws StudioException {
        return ModelFolder.open(copy).verifiedWeights();
    }
}
