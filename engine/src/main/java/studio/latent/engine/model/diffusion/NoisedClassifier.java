package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.data.ConditionName;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.ClassLayers;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;

/// A classifier of images under noise, for guidance of a diffusion model that was trained at the same noise levels.
///
/// It tells classes apart, or of each attribute its values. It makes no images.
///
/// **Source** Dhariwal and Nichol, "Diffusion models beat GANs on image synthesis", 2021, section 4.
public final class NoisedClassifier implements ModelDefinition, ClassifiesNoisy {
    public static final ModelType<NoisedClassifierSpec> TYPE = new ModelType<>(
            "noised-classifier",
            Family.DIFFUSION,
            NoisedClassifierSpec.class,
            NoisedClassifierSpec::defaults,
            List.of(new Preset(
                    "guide",
                    "A classifier of noised images that guides a trained diffusion model, given as model=NAME.",
                    Map.of(
                            "batch", "64",
                            "steps", "3000",
                            "learningRate", "0.001",
                            "warmupSteps", "100",
                            "clipNorm", "1",
                            "weightDecay", "0.05",
                            "emaHalfLife", "5000",
                            "metricsShare", "0"))),
            spec -> spec.autoencoder() == null ? new NoisedClassifier(spec) : new LatentNoisedClassifier(spec));

    private final NoisedClassifierSpec spec;
    private final NoisyEncoder network;
    private final NoiseSchedule schedule;
    private final List<int[]> groups;

    NoisedClassifier(NoisedClassifierSpec spec) {
        this.spec = spec;
        this.network = new NoisyEncoder(spec.network());
        this.schedule = spec.noiseSchedule().schedule();
        this.groups = groups(spec.conditions());
    }

    /// First and last place, the last not included, of the conditions of which an image has one: all classes, or
    /// the values of one attribute, which stand beside each other.
    private static List<int[]> groups(List<String> conditions) {
        List<int[]> groups = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= conditions.size(); i++) {
            if (i == conditions.size() || !attribute(conditions.get(i)).equals(attribute(conditions.get(first)))) {
                groups.add(new int[] {first, i});
                first = i;
            }
        }
        return groups;
    }

    private static String attribute(String condition) {
        return new ConditionName(condition).attribute();
    }

    @Override
    public NoisedClassifierSpec spec() {
        return spec;
    }

    @Override
    public List<String> conditions() {
        return spec.conditions();
    }

    @Override
    public SampleShape sampleShape() {
        return spec.sampleShape();
    }

    @Override
    public NoiseSchedule schedule() {
        return schedule;
    }

    @Override
    public Value logProbabilities(Graph g, Value x, Value times, Value trust) {
        Value scores = network.write(g, x, times, trust, conditions().size());
        ClassLayers layers = new ClassLayers(g);
        Value all = layers.logProbabilities(g.slice(scores, 1, groups.getFirst()[0], groups.getFirst()[1]));
        for (int[] group : groups.subList(1, groups.size())) {
            all = g.concat(1, all, layers.logProbabilities(g.slice(scores, 1, group[0], group[1])));
        }
        return all;
    }

    @Override
    public TrainingStep trainingStep() {
        return new NoisedCrossEntropy(this, false, (g, batch) -> g.plus(g.times(batch.images(), 2), -1));
    }

    /// Of each image, how many of the things that are known of it the classifier sees rightly, and how many are
    /// known.
    ///
    /// **Shapes** `said, known: [N, conditions]` → `[N]` each.
    SequencedMap<String, Value> agreement(Graph g, Value said, Value known) {
        ClassLayers layers = new ClassLayers(g);
        SequencedMap<String, Value> counts = new LinkedHashMap<>();
        for (int[] group : groups) {
            Value there = g.slice(known, 1, group[0], group[1]);
            Value told = layers.rowSums(there); // 1, or 0 where nothing is known
            Value right = g.mul(layers.agreement(g.slice(said, 1, group[0], group[1]), there), told);
            counts.merge("right", right, g::add);
            counts.merge("known", told, g::add);
        }
        return counts;
    }
}
