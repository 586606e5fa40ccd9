package studio.latent.engine.model;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A training step of two players: a generator makes images, a discriminator tells them from real ones.
///
/// The names of a player's weights begin with [#GENERATOR] or [#DISCRIMINATOR]. In each step the discriminator
/// learns, and then, where it is its turn, the generator; both see the same generated images. Images are in [−1, 1]
/// here.
///
/// **Source** Goodfellow et al., "Generative adversarial nets", 2014, algorithm 1.
public interface Game extends TrainingStep {
    String GENERATOR = "generator.";
    String DISCRIMINATOR = "discriminator.";

    /// A number that is 1 in a step in which the generator learns too, else 0.
    String GENERATOR_TURN = "generatorTurn";

    /// A number that is 0 in a step without a penalty, else the factor on it.
    String PENALTY_TURN = "penaltyTurn";

    /// Name of the term that a penalised judgement has.
    String PENALTY = "gradientPenalty";

    /// Watched: shares of a step's real images by the discriminator's probability that they are real; by a critic's
    /// score among those of the step, where it gives no probabilities.
    String REAL_SHARES = "discriminatorRealShares";

    /// Watched: the same of its generated images.
    String GENERATED_SHARES = "discriminatorFakeShares";

    /// Writes the generator. **Shapes** `[N, C, H, W]` in [−1, 1].
    Value imagine(Graph g, Batch batch);

    /// Writes what the discriminator minimises, and what tells how it does.
    ///
    /// The terms are the same with a penalty and without, but for a last one named [#PENALTY].
    ///
    /// @param generated what [#imagine] made, without gradients
    LossTerms judge(Graph g, Batch batch, Value generated, boolean penalised);

    /// Writes what the generator minimises: 0-d.
    ///
    /// @param generated what [#imagine] made
    Value persuade(Graph g, Batch batch, Value generated);

    /// Whether judgements are ever penalised.
    boolean isPenalised();

    /// The discriminator's learning rate as a multiple of the generator's.
    double discriminatorRate();

    /// Largest absolute value of a discriminator's weight; 0 for no limit.
    double weightLimit();

    /// Both losses of a batch, added up; what a player learns from is its own alone.
    @Override
    default LossTerms write(Graph g, Batch batch) {
        Value generated = imagine(g, batch);
        LossTerms judged = judge(g, batch, g.detach(generated), false);
        Value persuaded = persuade(g, batch, generated);
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        named.put("generatorLoss", persuaded);
        named.put("discriminatorLoss", judged.total());
        named.putAll(judged.named());
        return new LossTerms(g.add(persuaded, judged.total()), named, judged.watched());
    }
}
