package studio.latent.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.TrainingEvent;

/// How a generator and a discriminator stand against each other: the way of their balance, the newest judgements.
///
/// A discriminator that cannot tell images apart gives all of them the probability ½: both players aim there from
/// their sides. **Source** Goodfellow et al. 2014, section 4. A Wasserstein critic gives scores without a scale; where
/// both means are alike it tells nothing apart (Arjovsky et al. 2017).
public final class GameViewModel {
    /// A way of more points than this is thinned to half.
    private static final int MOST = 128;

    /// Share of the newest step in the means that are shown: single batches scatter.
    private static final double SHARE = 0.05;

    private static final String REAL = "discriminatorReal";
    private static final String GENERATED = "discriminatorFake";
    private static final String CRITIC_REAL = "criticReal";
    private static final String CRITIC_GENERATED = "criticFake";
    private static final String GENERATOR = "generator";
    private static final String GENERATOR_LOSS = "generatorLoss";

    private final Messages messages;
    private final List<Balance> way = new ArrayList<>();
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper judged = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper critic = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Judgements> judgements = new ReadOnlyObjectWrapper<>();
    private double meanReal = Double.NaN;
    private double meanGenerated = Double.NaN;
    private int stride = 1;
    private int waiting;

    /// Mean probabilities of being real that the discriminator gives lately, in [0, 1], or a critic's mean scores.
    ///
    /// @param generated to generated images
    /// @param real to those of the data
    public record Balance(int step, double generated, double real) {}

    /// Shares of a step's images by the probability of being real that the discriminator gives them, or by where a
    /// critic's score lies among all of the step, in equal parts of [0, 1].
    public record Judgements(List<Double> real, List<Double> generated) {}

    GameViewModel(Messages messages) {
        this.messages = messages;
    }

    void accept(TrainingEvent.Losses losses) {
        Map<String, Double> terms = losses.terms();
        if (terms.containsKey(GENERATOR_LOSS)) {
            offered.set(true);
        }
        boolean scores = terms.containsKey(CRITIC_REAL);
        Double real = terms.get(scores ? CRITIC_REAL : REAL);
        Double generated = terms.get(scores ? CRITIC_GENERATED : GENERATED);
        if (real == null || generated == null || !Double.isFinite(real) || !Double.isFinite(generated)) {
            return;
        }
        critic.set(scores);
        judged.set(true);
        meanReal = toward(meanReal, real);
        meanGenerated = toward(meanGenerated, generated);
        add(new Balance(losses.step(), meanGenerated, meanReal));
        verdict.set(
                scores
                        ? messages.text("train.game.critic.verdict", plain(meanReal), plain(meanGenerated))
                        : messages.text(
                                "train.game.verdict",
                                messages.number(100 * meanReal, 0),
                                messages.number(100 * meanGenerated, 0)));
        revision.set(revision.get() + 1);
    }

    /// A score with three figures or so, for it may be of any size.
    private String plain(double score) {
        double size = Math.abs(score);
        return messages.number(score, size >= 100 ? 0 : size >= 1 ? 1 : size >= 0.01 ? 3 : 6);
    }

    private static double toward(double mean, double value) {
        return Double.isNaN(mean) ? value : mean + SHARE * (value - mean);
    }

    /// The newest is always kept; of those before it every so many.
    private void add(Balance balance) {
        if (!way.isEmpty() && balance.step() <= way.getLast().step()) {
            return; // done again after a resume
        }
        if (waiting > 0) {
            way.removeLast();
        }
        way.add(balance);
        waiting = (waiting + 1) % stride;
        if (way.size() > MOST) {
            for (int i = way.size() - 2; i > 0; i -= 2) {
                way.remove(i);
            }
            stride *= 2;
            waiting = 0;
        }
    }

    void accept(TrainingEvent.Judgements newest) {
        judgements.set(new Judgements(newest.real(), newest.generated()));
    }

    /// Whether the run is a game.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// Whether its discriminator has judged images yet.
    public ReadOnlyBooleanProperty judgedProperty() {
        return judged.getReadOnlyProperty();
    }

    /// Whether the judge is a Wasserstein critic, which gives scores and no probabilities.
    public ReadOnlyBooleanProperty criticProperty() {
        return critic.getReadOnlyProperty();
    }

    /// Counts up when the way has grown.
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /// How the game stands now, in a sentence; empty before the first losses.
    public ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    /// Shares of the newest watched step's images by the probability that the discriminator gives them.
    public ReadOnlyObjectProperty<@Nullable Judgements> judgementsProperty() {
        return judgements.getReadOnlyProperty();
    }

    /// The way of the balance, thinned, the newest last.
    public List<Balance> way() {
        return List.copyOf(way);
    }

    /// Whether a loss term is the generator's, as is how much its images differ; the others are the discriminator's.
    static boolean isGenerators(String term) {
        return term.startsWith(GENERATOR) || isDeviation(term);
    }

    /// Whether a term tells how much a step's images differ.
    static boolean isDeviation(String term) {
        return term.endsWith("Deviation");
    }
}
