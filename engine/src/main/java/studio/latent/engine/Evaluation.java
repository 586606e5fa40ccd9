package studio.latent.engine;

import java.util.List;
import java.util.OptionalDouble;
import studio.latent.engine.metric.MetricResult;

/// The results of a measurement, and all that is needed to read them.
///
/// @param results in the order asked for
/// @param features what the features are called: "Inception-v3 mixed5, 768-d"; empty where no metric needed any
/// @param standard whether the Fréchet distance on these features is the one that the field calls FID
/// @param floor what the floor was made of, in words; empty without a floor
/// @param skipped files that were left out, each with its reason
/// @param secondsPerImage seconds to draw one image; empty when the images came from files
public record Evaluation(
        List<MetricResult> results,
        String features,
        boolean standard,
        String floor,
        List<String> skipped,
        OptionalDouble secondsPerImage) {
    public Evaluation {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
    }
}
