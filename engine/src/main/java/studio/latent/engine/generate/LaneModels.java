package studio.latent.engine.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;

/// The models that are loaded on one lane: the few that were used last.
///
/// Confined to its lane.
public final class LaneModels implements AutoCloseable {
    private static final int KEPT = 4;

    /// A model's weights at a moment: `identity` is the same for the same model, `version` counts its refreshes.
    public record Weights(Object identity, long version, ModelDefinition definition, Map<String, HostTensor> values) {}

    private record Loaded(long version, ModelOnLane model) {}

    private final String deviceName;
    private final SequencedMap<Object, Loaded> loaded = new LinkedHashMap<>();

    /// `deviceName` as [ComputeDevice#named] takes it; it is resolved on the lane, when the first model comes.
    public LaneModels(String deviceName) {
        this.deviceName = deviceName;
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
                    ModelOnLane.load(weights.definition(), weights.values(), ComputeDevice.named(deviceName)));
        }
        loaded.putLast(weights.identity(), known);
        while (loaded.size() > KEPT) {
            loaded.pollFirstEntry().getValue().model().close();
        }
        return known.model();
    }

    @Override
    public void close() {
        loaded.values().forEach(entry -> entry.model().close());
        loaded.clear();
    }
}
