package studio.latent.engine.model.gan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// How an encoder learns for a generator that stays as it is: the error of the latents of generated images, which
/// are known, and of real images that come back from theirs.
///
/// **Source** Zhu et al., "In-domain GAN inversion for real image editing", 2020, section 3.1, without its
/// discriminator and features; the error of latents as in Donahue et al., "Adversarial feature learning", 2017,
/// section 4.1 ("latent regressor").
final class BothWays<M extends ModelDefinition & ConditionalDecodes & Encodes> implements TrainingStep {
    private static final double MOST_IMAGE_WEIGHT = 1000;

    /// What the encoder shall say of the image of a latent that was drawn.
    @FunctionalInterface
    interface Sought {
        /// **Shapes** `[N, d]` → `[N, d]`.
        Value of(Graph g, Value drawn);
    }

    private final M model;
    private final double imageWeight;
    private final Sought sought;

    /// @param imageWeight weight of the squared error of real images, in [−1, 1], against that of latents
    BothWays(M model, double imageWeight, Sought sought) {
        this.model = model;
        this.imageWeight = imageWeight;
        this.sought = sought;
    }

    /// **Errors** [IllegalArgumentException] for a weight that no such training has.
    static void requireWeight(double imageWeight) {
        if (!(imageWeight >= 0 && imageWeight <= MOST_IMAGE_WEIGHT)) {
            throw new IllegalArgumentException("imageWeight must be in [0, 1000], got " + imageWeight);
        }
    }

    /// The training that such models have in common.
    static Preset preset(String description) {
        return new Preset(
                "encoder",
                description,
                Map.of(
                        "batch", "64",
                        "steps", "4000",
                        "learningRate", "0.001",
                        "warmupSteps", "100",
                        "weightDecay", "0",
                        "emaHalfLife", "5000",
                        "gridEvery", "500"));
    }

    @Override
    public List<NoiseInput> noise() {
        return List.of(new NoiseInput(
                "z",
                Noise.Stream.GENERATOR,
                NoiseInput.Distribution.NORMAL,
                model.spec().latentDimension()));
    }

    @Override
    public int conditionRows() {
        return model.conditionRows();
    }

    @Override
    public LossTerms write(Graph g, Batch batch) {
        Value drawn = batch.noise().getFirst();
        Value made = g.detach(model.decode(g, drawn, batch.condition()));
        Value latentError = g.mean(g.square(g.sub(model.encode(g, made), sought.of(g, drawn))));
        Value back = model.decode(g, model.encode(g, batch.images()), batch.condition());
        // twice the difference: an error in [−1, 1]
        Value imageError = g.mean(g.square(g.times(g.sub(back, batch.images()), 2)));
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        named.put("latentError", latentError);
        named.put("imageError", imageError);
        return new LossTerms(g.add(latentError, g.times(imageError, imageWeight)), named, new LinkedHashMap<>());
    }
}
