package studio.latent.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.RunAutoencoder;

/// The autoencoder that a run's model is trained on top of: found by its name, copied into the run's folder.
record FrozenAutoencoder(ModelDocument document, AutoencoderKl definition, SequencedMap<String, HostTensor> weights) {
    /// The setting of a run that names it.
    static final String SETTING = "autoencoder";

    /// The setting, with what the library has to choose from.
    static Setting setting(List<ModelCard> library) {
        List<String> names = library.stream()
                .filter(card -> card.type().equals(AutoencoderKl.TYPE.id()))
                .map(ModelCard::name)
                .toList();
        return new Setting(
                SETTING,
                "model",
                Setting.Kind.CHOICE,
                names.isEmpty() ? "" : names.getFirst(),
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                "",
                names);
    }

    /// The autoencoder for images of a shape.
    ///
    /// **Errors** [BadOption] when it is none or one for other images, or when nothing was named and the library
    /// does not have exactly one that fits.
    ///
    /// @param nameOrPath empty for the library's only one
    static FrozenAutoencoder find(FolderModelLibrary library, String nameOrPath, ImageShape image)
            throws StudioException {
        Path location = nameOrPath.isBlank() ? only(library, image) : library.locate(nameOrPath);
        FrozenAutoencoder found = read(location);
        if (!found.document.card().imageShape().equals(image)) {
            throw new BadOption(
                    "The autoencoder '" + found.document.card().name() + "' is for images of "
                            + found.document.card().imageShape() + ", the data have " + image + ".",
                    "Train an autoencoder on these images with --family " + AutoencoderKl.TYPE.id()
                            + ", or set imageSize.");
        }
        return found;
    }

    private static Path only(FolderModelLibrary library, ImageShape image) throws BadOption {
        List<ModelCard> fitting = library.list().stream()
                .filter(card -> card.type().equals(AutoencoderKl.TYPE.id())
                        && card.imageShape().equals(image))
                .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst().location();
        }
        String train = "Train one on the same images with --family " + AutoencoderKl.TYPE.id()
                + ", then name its folder: --set autoencoder=FOLDER.";
        throw new BadOption(
                "A latent diffusion model is trained on top of an autoencoder, and none was named.",
                fitting.isEmpty()
                        ? train
                        : "Set autoencoder to one of "
                                + String.join(
                                        ", ",
                                        fitting.stream().map(ModelCard::name).toList()) + ".");
    }

    /// The copy in a run's folder, if it has one.
    static Optional<FrozenAutoencoder> keptIn(Path run) throws StudioException {
        Path copy = run.resolve(RunAutoencoder.FOLDER);
        return ModelFolder.isPlausible(copy) ? Optional.of(read(copy)) : Optional.empty();
    }

    private static FrozenAutoencoder read(Path location) throws StudioException {
        ModelFolder folder = ModelFolder.open(location);
        if (!(ModelOpener.definition(folder.document()) instanceof AutoencoderKl definition)) {
            throw new BadOption(
                    "The model '" + folder.document().card().name() + "' is no autoencoder of the type '"
                            + AutoencoderKl.TYPE.id() + "'.",
                    "Name one that was trained with --family " + AutoencoderKl.TYPE.id() + ".");
        }
        return new FrozenAutoencoder(folder.document(), definition, folder.verifiedWeights());
    }

    /// Puts a copy into a run's folder, so that the run needs the library no longer.
    void keep(AtomicFile files, Path run) throws StudioException {
        ModelFolder.write(files, run.resolve(RunAutoencoder.FOLDER), document, weights, Map.of(), Precision.FLOAT32);
    }

    RunAutoencoder inDocument() {
        return new RunAutoencoder(document.card().hash(), definition.spec().network());
    }

    /// Its weights under their names in the model that contains it.
    Map<String, HostTensor> given() {
        Map<String, HostTensor> given = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> given.put(LatentDiffusion.AUTOENCODER + name, tensor));
        return given;
    }
}
