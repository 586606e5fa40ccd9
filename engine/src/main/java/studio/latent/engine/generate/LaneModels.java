package studio.latent.engine.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;

/// The models that are loaded on one lane: the few that were used last, and the classifier that guides them.
///
/// Confined to its lane.
public final class LaneModels implements AutoCloseable {
    private static final int KEPT = 4;

    /// A model's weights at a moment: `identity` is the same for the same model, `version` counts its refreshes.
    public record Weights(Object identity, long version, ModelDefinition definition, Map<String, HostTensor> values) {}

    private record Loaded(long version, ModelOnLane model) {}

    /// The classifier that was used last.
    private record Guide(String hash, LaneModels.Weights weights, ClassifierOnLane classifier) {}

    private final String deviceName;
    private final Classifiers classifiers;
    private final SequencedMap<Object, Loaded> loaded = new LinkedHashMap<>();
    private @Nullable Guide guide;

    /// `deviceName` as [ComputeDevice#named] takes it; it is resolved on the lane, when the first model comes.
    public LaneModels(String deviceName, Classifiers classifiers) {
        this.deviceName = deviceName;
        this.classifiers = classifiers;
    }

    /// The model on this lane, loaded if it is not there or has older weights.
    public ModelOnLane get(Weights weights) throws StudioException {
        Loaded known = loaded.remove(weights.identity());
        if (known != null && known.version() != weights.version()) {
            known.model().close();
            known = null;
        }
        if (known == null) {
            known = new Loaded(
                    weights.version(),
                    ModelOnLane.load(
                            weights.definition(),
                            weights.values(),
                            ComputeDevice.named(deviceName),
                            (model, settings) -> slope(weights, model, settings)));
        }
        loaded.putLast(weights.identity(), known);
        while (loaded.size() > KEPT) {
            loaded.pollFirstEntry().getValue().model().close();
        }
        return known.model();
    }

    /// The slope of the classifier that settings name.
    ///
    /// **Errors** [IncompatibleModel] for one that does not fit the model.
    private ClassifierGuidance.Slope slope(Weights model, Denoises denoising, SamplerSettings settings)
            throws StudioException {
        ClassifierChoice choice = settings.steering().classifier();
        Guide found = guide;
        if (found == null || !found.hash().equals(choice.hash())) {
            found = load(choice);
            guide = found;
        }
        ClassifierOnLane classifier = found.classifier();
        ClassifierFit.require(choice.name(), classifier.classifier(), denoising);
        if (denoising instanceof InLatentSpace) {
            ClassifierFit.requireSameLatents(
                    choice.name(), found.weights().values(), model.values(), LatentDiffusion.AUTOENCODER);
        }
        float[] wished = classifier.wished(settings.wishes());
        return (x, sigma) -> classifier.judge(x, sigma, wished).slope();
    }

    private Guide load(ClassifierChoice choice) throws StudioException {
        Weights weights = classifiers.of(choice);
        if (!(weights.definition() instanceof ClassifiesNoisy definition)) {
            throw new IncompatibleModel(
                    "The model '" + choice.name() + "' is no classifier of noised images.",
                    "Train one: studio train --family noised-classifier --set model=NAME.");
        }
        closeGuide();
        return new Guide(
                choice.hash(),
                weights,
                ClassifierOnLane.load(definition, weights.values(), ComputeDevice.named(deviceName)));
    }

    private void closeGuide() {
        Guide known = guide;
        guide = null;
        if (known != null) {
            known.classifier().close();
        }
    }

    @Override
    public void close() {
        closeGuide();
        loaded.values().forEach(entry -> entry.model().close());
        loaded.clear();
    }
}
