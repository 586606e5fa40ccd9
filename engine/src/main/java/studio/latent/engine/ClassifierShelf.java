package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.ClassifierFit;
import studio.latent.engine.generate.Classifiers;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;

/// The classifiers of the library that were asked for, each opened once. Any thread.
final class ClassifierShelf implements Classifiers {
    private final ModelLibrary library;
    private final Map<String, LaneModels.Weights> opened = new ConcurrentHashMap<>();

    ClassifierShelf(ModelLibrary library) {
        this.library = library;
    }

    @Override
    public LaneModels.Weights of(ClassifierChoice choice) throws StudioException {
        LaneModels.Weights known = opened.get(choice.hash());
        if (known != null) {
            return known;
        }
        LocalOpenModel found =
                LocalOpenModel.of(library.open(choice.name()).await().orThrow());
        if (!found.card().hash().equals(choice.hash())) {
            throw new IncompatibleModel(
                    "The classifier '" + choice.name() + "' has other weights than those that are asked for.",
                    "Put the classifier with the hash " + choice.hash() + " in place, or choose it anew.");
        }
        opened.put(choice.hash(), found.weights());
        return found.weights();
    }

    /// The classifiers of the library that can guide a model, as far as their documents tell.
    static List<ModelCard> fitting(ModelLibrary library, ModelDefinition model) {
        List<ModelCard> found = new ArrayList<>();
        if (model instanceof Denoises denoising) {
            for (ModelCard card : library.list()) {
                if (card.capabilities().contains(Capability.CLASSIFIES_NOISY) && fits(card, denoising)) {
                    found.add(card);
                }
            }
        }
        return found;
    }

    private static boolean fits(ModelCard card, Denoises model) {
        try {
            if (ModelOpener.definition(ModelFolder.open(card.location()).document())
                    instanceof ClassifiesNoisy classifier) {
                ClassifierFit.require(card.name(), classifier, model);
                return true;
            }
            return false;
        } catch (StudioException _) {
            return false; // choosing it by its name says why
        }
    }
}
