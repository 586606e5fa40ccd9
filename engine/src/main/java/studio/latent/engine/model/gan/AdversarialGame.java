package studio.latent.engine.model.gan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageAugmentation;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.InputGradient;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.ScoreLayers;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// The game of a generator and a discriminator by the rules of a spec.
final class AdversarialGame implements Game {
    /// Share of the sign of real scores that adaptive augmentation holds; twice the probability of a positive one,
    /// less 1. **Source** Karras et al. 2020, section 3.1.
    private static final double ADAPTIVE_TARGET = 0.6;

    /// Images over which adaptive augmentation can go from never to always.
    private static final double ADAPTIVE_IMAGES = 100_000;

    private static final int HISTOGRAM_PARTS = 20;
    private static final double NEAR_ZERO = 1e-12;

    private static final String DROPPED = "dropped";
    private static final String BETWEEN = "between";
    private static final String CHANGES_OF_REAL = "changesOfReal";
    private static final String CHANGES_OF_GENERATED = "changesOfGenerated";
    private static final String CHANGES_AGAIN = "changesAgain";

    private final GameRules rules;
    private final AugmentationRules augmentation;
    private final Generator generator;
    private final Discriminator discriminator;
    private final int conditionRows;
    private final double conditionDropout;

    AdversarialGame(
            GameRules rules,
            AugmentationRules augmentation,
            Generator generator,
            Discriminator discriminator,
            int conditionRows,
            double conditionDropout) {
        this.rules = rules;
        this.augmentation = augmentation;
        this.generator = generator;
        this.discriminator = discriminator;
        this.conditionRows = conditionRows;
        this.conditionDropout = conditionDropout;
    }

    @Override
    public List<NoiseInput> noise() {
        List<NoiseInput> noise = new ArrayList<>(generator.noise());
        if (dropsConditions()) {
            noise.add(uniform(DROPPED, Noise.Stream.CONDITION_DROPOUT, 1));
        }
        if (augmentation.isOn()) {
            noise.add(uniform(CHANGES_OF_REAL, Noise.Stream.AUGMENT_REAL, ImageAugmentation.UNIFORMS));
            noise.add(uniform(CHANGES_OF_GENERATED, Noise.Stream.AUGMENT_GENERATED, ImageAugmentation.UNIFORMS));
            noise.add(uniform(CHANGES_AGAIN, Noise.Stream.AUGMENT_AGAIN, ImageAugmentation.UNIFORMS));
        }
        if (rules.penalisesBetween()) {
            noise.add(uniform(BETWEEN, Noise.Stream.BETWEEN, 1));
        }
        return noise;
    }

    private static NoiseInput uniform(String name, Noise.Stream stream, int numbers) {
        return new NoiseInput(name, stream, NoiseInput.Distribution.UNIFORM, numbers);
    }

    private boolean dropsConditions() {
        return conditionRows > 0 && conditionDropout > 0;
    }

    @Override
    public List<String> numbers() {
        return List.of(GENERATOR_TURN, PENALTY_TURN);
    }

    @Override
    public double number(String name, int step) {
        return switch (name) {
            case GENERATOR_TURN -> step % rules.criticSteps() == rules.criticSteps() - 1 ? 1 : 0;
            case PENALTY_TURN -> isPenalised() && step % rules.penaltyEvery() == 0 ? rules.penaltyEvery() : 0;
            default -> throw new IllegalArgumentException("name must be one of " + numbers() + ", got " + name);
        };
    }

    @Override
    public int conditionRows() {
        return conditionRows;
    }

    @Override
    public boolean isPenalised() {
        return rules.isPenalised();
    }

    @Override
    public double discriminatorRate() {
        return rules.discriminatorRate();
    }

    @Override
    public double weightLimit() {
        return rules.objective() == GameObjective.WASSERSTEIN ? rules.weightLimit() : 0;
    }

    @Override
    public Value imagine(Graph g, Batch batch) {
        return generator.train(
                g, told(g, batch), batch.noise().subList(0, generator.noise().size()));
    }

    @Override
    public LossTerms judge(Graph g, Batch batch, Value generated, boolean penalised) {
        InputGradient gradients = new InputGradient(g);
        Discriminator.Reader reader = discriminator.reader(g, true);
        Value condition = told(g, batch);
        Value real = changed(g, batch, real(g, batch), CHANGES_OF_REAL);
        Value seen = penalised && rules.r1() > 0 ? gradients.leaf(real) : real;
        Value fake = changed(g, batch, generated, CHANGES_OF_GENERATED);
        Value r = reader.scores(seen, condition);
        Value f = reader.scores(fake, condition);
        Value loss = rules.objective().discriminatorLoss(g, r, f, rules.labelSmoothing());
        SequencedMap<String, Value> named = terms(g, r, f);
        named.putAll(deviations(g, batch, generated));
        if (augmentation.isOn()) {
            named.put(
                    "augmentation",
                    g.mean(adapted(g, batch, g.sub(r, rules.objective().limit(g, r, f)))));
        }
        if (penalised) {
            List<Value> penalties = new ArrayList<>();
            if (rules.r1() > 0) {
                Value steepness = gradients.squaredLengths(gradients.of(r, seen));
                penalties.add(g.times(g.mean(steepness), 0.5 * rules.r1()));
            }
            if (rules.penalisesBetween()) {
                Value point = gradients.leaf(gradients.between(real, fake, noise(batch, BETWEEN)));
                Value slopes = gradients.of(reader.scores(point, condition), point);
                Value lengths = g.sqrt(g.plus(gradients.squaredLengths(slopes), NEAR_ZERO));
                penalties.add(g.times(g.mean(g.square(g.plus(lengths, -1))), rules.gradientPenalty()));
            }
            Value penalty =
                    penalties.size() == 1 ? penalties.getFirst() : g.add(penalties.getFirst(), penalties.get(1));
            loss = g.add(loss, g.times(penalty, batch.numbers().get(numbers().indexOf(PENALTY_TURN))));
            named.put(PENALTY, penalty);
        }
        return new LossTerms(loss, named, histograms(g, r, f));
    }

    @Override
    public Value persuade(Graph g, Batch batch, Value generated) {
        Discriminator.Reader reader = discriminator.reader(g, false);
        Value condition = told(g, batch);
        Value f = reader.scores(changed(g, batch, generated, CHANGES_AGAIN), condition);
        Value r = rules.objective().comparesScores()
                ? reader.scores(changed(g, batch, real(g, batch), CHANGES_OF_REAL), condition)
                : null;
        return rules.objective().generatorLoss(g, f, r);
    }

    private SequencedMap<String, Value> terms(Graph g, Value r, Value f) {
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        if (rules.objective().isWasserstein()) {
            named.put("criticReal", g.mean(r));
            named.put("criticFake", g.mean(f));
            return named;
        }
        Value[] probabilities = rules.objective().probabilities(g, r, f);
        named.put("discriminatorReal", g.mean(probabilities[0]));
        named.put("discriminatorFake", g.mean(probabilities[1]));
        named.put(
                "discriminatorAccuracy",
                new ScoreLayers(g).accuracy(r, f, rules.objective().limit(g, r, f)));
        return named;
    }

    /// How much the images of the step differ, in brightness from 0 to 1, before any change: a generator that makes
    /// one image of every latent has 0.
    private static SequencedMap<String, Value> deviations(Graph g, Batch batch, Value generated) {
        ScoreLayers scores = new ScoreLayers(g);
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        named.put("realDeviation", scores.batchDeviation(batch.images()));
        named.put("generatedDeviation", g.times(scores.batchDeviation(generated), 0.5)); // its pixels are in [−1, 1]
        return named;
    }

    private SequencedMap<String, Value> histograms(Graph g, Value r, Value f) {
        Value[] probabilities = rules.objective().probabilities(g, r, f);
        ScoreLayers scores = new ScoreLayers(g);
        SequencedMap<String, Value> watched = new LinkedHashMap<>();
        watched.put(REAL_SHARES, scores.histogram(probabilities[0], HISTOGRAM_PARTS));
        watched.put(GENERATED_SHARES, scores.histogram(probabilities[1], HISTOGRAM_PARTS));
        return watched;
    }

    private static Value real(Graph g, Batch batch) {
        return g.plus(g.times(batch.images(), 2), -1);
    }

    private @Nullable Value told(Graph g, Batch batch) {
        Value condition = batch.condition();
        return condition == null || !dropsConditions()
                ? condition
                : new PerImage(g).dropCondition(condition, noise(batch, DROPPED), conditionDropout);
    }

    private Value noise(Batch batch, String name) {
        List<NoiseInput> inputs = noise();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).name().equals(name)) {
                return batch.noise().get(i);
            }
        }
        throw new IllegalArgumentException("name must be one of " + inputs + ", got " + name);
    }

    // ---- augmentation

    private Value share(Graph g) {
        float start = augmentation.augmentation() == AugmentationRules.Augmentation.ALWAYS ? 1 : 0;
        return g.frozen(() -> g.parameter(DISCRIMINATOR + "augmentation", new Init.Constant(start), 1));
    }

    private Value changed(Graph g, Batch batch, Value images, String changes) {
        if (!augmentation.isOn()) {
            return images;
        }
        ImageAugmentation augment = new ImageAugmentation(g, noise(batch, changes), share(g));
        Value coloured = augmentation.augmentColour() ? augment.colour(images) : images;
        Value moved = augmentation.augmentTranslation() ? augment.translation(coloured) : coloured;
        return augmentation.augmentCutout() ? augment.cutout(moved) : moved;
    }

    /// The probability of a change, moved by what the real images' scores say.
    ///
    /// @param above by how much they are above the score that separates real from generated
    private Value adapted(Graph g, Batch batch, Value above) {
        return switch (augmentation.augmentation()) {
            case NONE, ALWAYS -> share(g);
            case ADAPTIVE ->
                new ImageAugmentation(g, noise(batch, CHANGES_OF_REAL), share(g))
                        .adapt(above, ADAPTIVE_TARGET, 1 / ADAPTIVE_IMAGES);
        };
    }
}
