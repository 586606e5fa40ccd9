package studio.latent.engine.model.gan;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ScoreLayers;
import studio.latent.engine.nn.Value;

/// What the two players minimise, as functions of the scores of real images, r, and of generated ones, f.
///
/// **Shapes** scores `[N]`; losses are means over the batch, 0-d.
public enum GameObjective {
    /// softplus(−r) + softplus(f), and its negative for the generator: Goodfellow et al. 2014, equation 1.
    MINIMAX,
    /// The same for the discriminator, softplus(−f) for the generator: Goodfellow et al. 2014, section 3.
    NON_SATURATING,
    /// ½(r − 1)² + ½f², and ½(f − 1)²: Mao et al., "Least squares generative adversarial networks", 2017.
    LEAST_SQUARES,
    /// max(0, 1 − r) + max(0, 1 + f), and −f: Lim and Ye, "Geometric GAN", 2017.
    HINGE,
    /// f − r, and −f, with limited weights: Arjovsky et al., "Wasserstein GAN", 2017.
    WASSERSTEIN,
    /// The same with a penalty on gradients in place of the limit: Gulrajani et al. 2017.
    WASSERSTEIN_PENALTY,
    /// softplus of −(r − mean f) and of f − mean r, and the same with the parts of r and f exchanged:
    /// Jolicoeur-Martineau, "The relativistic discriminator", 2019, the average kind.
    RELATIVISTIC;

    /// Whether scores are estimates of a distance, whose zero means nothing.
    boolean isWasserstein() {
        return this == WASSERSTEIN || this == WASSERSTEIN_PENALTY;
    }

    /// Whether an image's score counts against the batch's, and so the generator's loss needs the real ones.
    boolean comparesScores() {
        return this == RELATIVISTIC;
    }

    /// Whether real images can count as real by less than all: the target is a probability or a number.
    boolean hasTarget() {
        return this == MINIMAX || this == NON_SATURATING || this == LEAST_SQUARES;
    }

    /// What the discriminator minimises.
    ///
    /// @param smoothing by how much the target of real images is below 1, where there is one
    Value discriminatorLoss(Graph g, Value r, Value f, double smoothing) {
        return switch (this) {
            case MINIMAX, NON_SATURATING -> g.add(real(g, r, smoothing), g.mean(g.softplus(f)));
            case LEAST_SQUARES -> g.times(g.add(g.mean(g.square(g.plus(r, smoothing - 1))), g.mean(g.square(f))), 0.5);
            case HINGE -> g.add(g.mean(g.relu(g.plus(g.times(r, -1), 1))), g.mean(g.relu(g.plus(f, 1))));
            case WASSERSTEIN, WASSERSTEIN_PENALTY -> g.sub(g.mean(f), g.mean(r));
            case RELATIVISTIC -> relativistic(g, r, f);
        };
    }

    /// What the generator minimises.
    ///
    /// @param r null unless scores are compared
    Value generatorLoss(Graph g, Value f, @Nullable Value r) {
        return switch (this) {
            case MINIMAX -> g.times(g.mean(g.softplus(f)), -1);
            case NON_SATURATING -> g.mean(g.softplus(g.times(f, -1)));
            case LEAST_SQUARES -> g.times(g.mean(g.square(g.plus(f, -1))), 0.5);
            case HINGE, WASSERSTEIN, WASSERSTEIN_PENALTY -> g.times(g.mean(f), -1);
            case RELATIVISTIC -> {
                if (r == null) {
                    throw new IllegalArgumentException("a relativistic loss needs the scores of real images");
                }
                yield relativistic(g, f, r);
            }
        };
    }

    /// Scores as probabilities of being real, `[N]` each: real images' first. Of a Wasserstein critic, which gives
    /// none, their places among the batch's scores.
    Value[] probabilities(Graph g, Value r, Value f) {
        return switch (this) {
            case MINIMAX, NON_SATURATING, HINGE -> new Value[] {g.sigmoid(r), g.sigmoid(f)};
            case LEAST_SQUARES -> new Value[] {g.clamp(r, 0, 1), g.clamp(f, 0, 1)};
            case WASSERSTEIN, WASSERSTEIN_PENALTY -> {
                Value limit = limit(g, r, f);
                ScoreLayers scores = new ScoreLayers(g);
                yield new Value[] {scores.places(r, limit, r, f), scores.places(f, limit, r, f)};
            }
            case RELATIVISTIC -> new Value[] {g.sigmoid(g.sub(r, g.mean(f))), g.sigmoid(g.sub(f, g.mean(r)))};
        };
    }

    /// The score that separates what is taken for real from what is not: 0-d.
    Value limit(Graph g, Value r, Value f) {
        return switch (this) {
            case MINIMAX, NON_SATURATING, HINGE -> new ScoreLayers(g).constant(r, 0);
            case LEAST_SQUARES -> new ScoreLayers(g).constant(r, 0.5);
            case WASSERSTEIN, WASSERSTEIN_PENALTY, RELATIVISTIC -> g.times(g.add(g.mean(r), g.mean(f)), 0.5);
        };
    }

    /// −(1 − ε)·log D(x) − ε·log(1 − D(x)).
    private static Value real(Graph g, Value r, double smoothing) {
        Value plain = g.mean(g.softplus(g.times(r, -1)));
        return smoothing == 0 ? plain : g.add(g.times(plain, 1 - smoothing), g.times(g.mean(g.softplus(r)), smoothing));
    }

    private static Value relativistic(Graph g, Value up, Value down) {
        Value above = g.sub(up, g.mean(down));
        Value below = g.sub(down, g.mean(up));
        return g.add(g.mean(g.softplus(g.times(above, -1))), g.mean(g.softplus(below)));
    }
}
