package studio.latent.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.FiniteWeights;
import studio.latent.engine.io.LatentTensors;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.tensor.HostTensor;

/// Model files to open models and their definitions.
final class ModelOpener {
    private ModelOpener() {}

    /// Reads a model folder or zip whole, and checks its weights against their hash.
    static LocalOpenModel open(Path location) throws StudioException {
        ModelFolder folder = ModelFolder.open(location);
        ModelDocument document = folder.document();
        SequencedMap<String, HostTensor> weights = folder.verifiedWeights();
        FiniteWeights.require("'" + document.card().name() + "'", weights);
        Map<String, HostTensor> latents = folder.latents();
        int dimension = document.card().latentDimension();
        String source = "'" + document.card().name() + "'";
        return new LocalOpenModel(
                document.card(),
                definition(document),
                weights,
                LatentTensors.geometry(source, dimension, latents),
                LatentTensors.mixture(source, dimension, latents).orElse(null));
    }

    /// The definition that a document describes.
    ///
    /// **Errors** [BadModelFile] for a type that this studio does not know, or a spec that is none of that type.
    static ModelDefinition definition(ModelDocument document) throws BadModelFile {
        ModelType<?> type = ModelCatalog.find(document.card().type())
                .orElseThrow(() -> new BadModelFile(
                        "The model '" + document.card().name() + "' is of the type '"
                                + document.card().type() + "', which this studio does not know.",
                        "Update Latent Studio, or open another model."));
        return define(type, document);
    }

    private static <S extends Record & ModelSpec> ModelDefinition define(ModelType<S> type, ModelDocument document)
            throws BadModelFile {
        S spec = RecordJson.decode(
                type.specType(), document.spec(), "'" + document.card().name() + "'");
        if (!spec.image().equals(document.card().imageShape())
                || spec.latentDimension() != document.card().latentDimension()) {
            throw new BadModelFile(
                    "In '" + document.card().name() + "' the network's spec and the card disagree on sizes.",
                    "Copy or download the whole model again.");
        }
        return type.definitionOf(spec);
    }
}
