package studio.latent.engine.model;

import java.util.EnumSet;
import java.util.Set;

/// A model as its definition: what its networks compute, without weights.
///
/// What it can do beyond training is told by the capability interfaces that it implements ([Decodes], [Encodes],
/// [Denoises], [HasStyles], [ClassifiesNoisy]).
public interface ModelDefinition {
    ModelSpec spec();

    TrainingStep trainingStep();

    /// The capability interfaces that this definition implements.
    default Set<Capability> capabilities() {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        if (this instanceof Decodes) {
            found.add(Capability.DECODES);
        }
        if (this instanceof Encodes) {
            found.add(Capability.ENCODES);
        }
        if (this instanceof Denoises) {
            found.add(Capability.DENOISES);
        }
        if (this instanceof HasStyles) {
            found.add(Capability.STYLES);
        }
        if (this instanceof ClassifiesNoisy) {
            found.add(Capability.CLASSIFIES_NOISY);
        }
        return found;
    }
}
