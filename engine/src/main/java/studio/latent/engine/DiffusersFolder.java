package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.DiffusersAutoencoder;
import studio.latent.engine.io.DiffusersLatents;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.vae.AutoencoderKl;
import studio.latent.engine.tensor.HostTensor;

/// A folder of Hugging Face diffusers as a model of the studio: a network, an autoencoder, or a pipeline of both.
///
/// @param weights not compared with the definition yet
record DiffusersFolder(ModelDefinition definition, ModelDocument document, SequencedMap<String, HostTensor> weights) {
    /// Whether a folder looks like one, without reading more than a few names.
    static boolean isPlausible(Path folder) {
        return DiffusersUNet.isPlausible(folder) || DiffusersUNet.isInPipeline(folder);
    }

    static DiffusersFolder read(Path path) throws StudioException {
        if (DiffusersAutoencoder.isIn(path)) {
            DiffusersAutoencoder read = DiffusersAutoencoder.read(path);
            return of(path, AutoencoderKl.TYPE, read.spec(), read.weights(), List.of());
        }
        if (DiffusersUNet.isPlausible(path)) {
            DiffusersUNet read = DiffusersUNet.read(path);
            return of(path, Diffusion.TYPE, read.spec(), read.weights(), read.notes());
        }
        if (DiffusersLatents.isPlausible(path)) {
            DiffusersLatents read = DiffusersLatents.read(path);
            return of(path, LatentDiffusion.TYPE, read.spec(), read.weights(), read.notes());
        }
        DiffusersUNet read = DiffusersUNet.readPipeline(path);
        return of(path, Diffusion.TYPE, read.spec(), read.weights(), read.notes());
    }

    private static <S extends Record & ModelSpec> DiffusersFolder of(
            Path path, ModelType<S> type, S spec, SequencedMap<String, HostTensor> weights, List<String> notes) {
        ModelDefinition definition = type.definitionOf(spec);
        ModelCard card = new ModelCard(
                path.getFileName().toString(),
                path,
                type.family(),
                type.id(),
                spec.image(),
                spec.latentDimension(),
                definition.capabilities(),
                List.of(PriorKind.NORMAL),
                0,
                "",
                "",
                "",
                String.join(
                        " ",
                        Stream.concat(Stream.of("Imported from diffusers."), notes.stream())
                                .toList()),
                Map.of());
        ModelDocument document = new ModelDocument(card, RecordJson.encode(spec), Map.of());
        return new DiffusersFolder(definition, document.withWeights(weights), weights);
    }
}
