package studio.latent.engine.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.ComputeDevice;

/// The Fréchet distance within each class: sees a class that is drawn badly or not as asked for.
///
/// **Source** Miyato and Koyama, "cGANs with projection discriminator", 2018 (intra FID).
///
/// @param distances by class, of the classes that could be measured
/// @param tooFew classes with no more images on a side than features
public record IntraClassFrechet(SequencedMap<Integer, Double> distances, List<Integer> tooFew) {
    private static final String ACTIVITY = "Fréchet distance of each class";

    /// Images and the class of each.
    public record Labelled(FeatureMatrix features, int[] classes) {
        public Labelled {
            if (classes.length != features.count()) {
                throw new IllegalArgumentException(
                        "labelled features: classes must hold " + features.count() + " numbers, got " + classes.length);
            }
        }

        private int[] rowsOf(int wanted) {
            return IntStream.range(0, classes.length)
                    .filter(row -> classes[row] == wanted)
                    .toArray();
        }
    }

    /// Of every class of the reference. On a lane.
    public static IntraClassFrechet of(ComputeDevice device, Labelled reference, Labelled generated, JobContext context)
            throws OutOfDeviceMemory {
        int[] classes = IntStream.of(reference.classes).distinct().sorted().toArray();
        int d = reference.features.dimension();
        TreeMap<Integer, Double> distances = new TreeMap<>();
        List<Integer> tooFew = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            context.checkCancelled();
            context.progress(ACTIVITY, i, classes.length);
            int[] real = reference.rowsOf(classes[i]);
            int[] made = generated.rowsOf(classes[i]);
            if (real.length <= d || made.length <= d) {
                tooFew.add(classes[i]);
            } else {
                distances.put(
                        classes[i],
                        FrechetDistance.between(
                                device,
                                Moments.of(device, reference.features, real),
                                Moments.of(device, generated.features, made)));
            }
        }
        return new IntraClassFrechet(distances, List.copyOf(tooFew));
    }

    /// Mean over the classes that could be measured, each counting the same; empty when there is none.
    public OptionalDouble mean() {
        return distances.values().stream().mapToDouble(Double::doubleValue).average();
    }
}
