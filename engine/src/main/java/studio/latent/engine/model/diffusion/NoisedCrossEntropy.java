package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// Has a classifier tell what noised images are of, at all noise levels alike.
///
/// The noise levels are those of a diffusion model's training, and noise and levels are drawn as there.
final class NoisedCrossEntropy implements TrainingStep {
    /// Parts of the noise levels whose accuracies are told apart.
    private static final int PARTS = 4;

    private static final int TRUST = 0;

    private final NoisedClassifier classifier;
    private final boolean ofLatents;
    private final Clean clean;
    private final TrainingLevels levels;
    private final double[][] trust;

    /// Writes what is noised. **Shapes** as the classifier looks at it, a batch of them.
    @FunctionalInterface
    interface Clean {
        Value of(Graph g, Batch batch);
    }

    /// @param ofLatents whether what is noised is drawn with noise of its own, the batch's last
    NoisedCrossEntropy(NoisedClassifier classifier, boolean ofLatents, Clean clean) {
        this.classifier = classifier;
        this.ofLatents = ofLatents;
        this.clean = clean;
        NoiseSchedule schedule = classifier.schedule();
        levels = TrainingLevels.of(new Preconditioning.Predicting(schedule, Prediction.X0), 0);
        double[] sigmas = TrainingLevels.sigmas(schedule);
        trust = new double[sigmas.length][];
        for (int i = 0; i < sigmas.length; i++) {
            trust[i] = new double[] {ClassifiesNoisy.trust(sigmas[i])};
        }
    }

    @Override
    public List<NoiseInput> noise() {
        SampleShape seen = classifier.sampleShape();
        int[] shape = {seen.channels(), seen.height(), seen.width()};
        List<NoiseInput> all = new ArrayList<>(List.of(
                new NoiseInput("noise", Noise.Stream.DIFFUSION, NoiseInput.Distribution.NORMAL, shape),
                new NoiseInput("level", Noise.Stream.NOISE_LEVEL, NoiseInput.Distribution.UNIFORM, 1)));
        if (ofLatents) {
            all.add(new NoiseInput("posterior", Noise.Stream.POSTERIOR, NoiseInput.Distribution.NORMAL, shape));
        }
        return all;
    }

    @Override
    public int conditionRows() {
        return classifier.conditionRows();
    }

    @Override
    public LossTerms write(Graph g, Batch batch) {
        PerImage perImage = new PerImage(g);
        Value sample = clean.of(g, batch);
        Value places = perImage.spread(batch.noise().get(1), levels.count()); // [N]
        Value row = perImage.lookUp(levels.table(), places, sample);
        Value seen = g.add(
                g.mul(factor(g, row, TrainingLevels.INPUT_IMAGE), sample),
                g.mul(factor(g, row, TrainingLevels.INPUT_NOISE), batch.noise().getFirst()));
        Value trusted = perImage.column(perImage.lookUp(trust, places, sample), TRUST);
        Value said = classifier.logProbabilities(g, seen, perImage.column(row, TrainingLevels.TIME), trusted);

        Value condition = Objects.requireNonNull(batch.condition());
        Value known = g.slice(condition, 1, 0, classifier.conditions().size());
        Value total = g.div(g.times(g.sum(g.mul(said, known)), -1), g.atLeast(g.sum(known), 1));
        SequencedMap<String, Value> counts = classifier.agreement(g, g.detach(said), known);
        return new LossTerms(total, named(g, total, counts, places), new LinkedHashMap<>());
    }

    /// The loss, and the share of what is known that is seen rightly: of all, and by quarters of the noise levels.
    private SequencedMap<String, Value> named(Graph g, Value loss, SequencedMap<String, Value> counts, Value places) {
        Value right = Objects.requireNonNull(counts.get("right"));
        Value known = Objects.requireNonNull(counts.get("known"));
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        named.put("classificationLoss", loss);
        named.put("accuracy", share(g, g.mean(right), g.mean(known)));
        PerImage perImage = new PerImage(g);
        List<Value> rightByPart = perImage.meansByPart(right, places, levels.count(), PARTS);
        List<Value> knownByPart = perImage.meansByPart(known, places, levels.count(), PARTS);
        for (int i = 0; i < PARTS; i++) {
            named.put("accuracyQuarter" + (i + 1), share(g, rightByPart.get(i), knownByPart.get(i)));
        }
        return named;
    }

    private static Value share(Graph g, Value right, Value known) {
        return g.div(right, g.atLeast(known, 1e-6));
    }

    private static Value factor(Graph g, Value row, int column) {
        return g.reshape(new PerImage(g).column(row, column), Value.BATCH, 1, 1, 1);
    }
}
