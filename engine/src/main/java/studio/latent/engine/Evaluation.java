package studio.latent.engine;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.metric.MetricResult;

/// The results of a measurement, and all that is needed to read them.
///
/// @param results in the order asked for
/// @param features what the features are called: "Inception-v3 mixed5, 768-d"; empty where no metric needed any
/// @param standard whether the Fréchet distance on these features is the one that the field calls FID
/// @param floor what the floor was made of, in words; empty without a floor
/// @param skipped files that were left out, each with its reason
/// @param remarks what makes the values say less than they seem to, a sentence each
/// @param drawing how the images were drawn; null when they came from files, or none was drawn
public record Evaluation(
        List<MetricResult> results,
        String features,
        boolean standard,
        String floor,
        List<String> skipped,
        List<String> remarks,
        @Nullable Drawing drawing) {
    public Evaluation {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
        remarks = List.copyOf(remarks);
    }

    /// How a model drew its images.
    ///
    /// @param secondsPerImage seconds to draw one
    /// @param networkEvaluations how often the network was asked for one
    /// @param wishes what the images were asked to be of the measurement's own accord, in words; empty for nothing
    public record Drawing(double secondsPerImage, int networkEvaluations, String wishes) {}

    /// Seconds to draw one image; empty when the images came from files.
    public OptionalDouble secondsPerImage() {
        Drawing known = drawing;
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known.secondsPerImage());
    }

    /// The same with other results.
    Evaluation with(List<MetricResult> others) {
        return new Evaluation(others, features, standard, floor, skipped, remarks, drawing);
    }
}
