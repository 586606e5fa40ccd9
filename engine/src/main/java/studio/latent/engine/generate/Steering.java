package studio.latent.engine.generate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Range;
import studio.latent.engine.sample.Guidance;
import studio.latent.engine.sample.Threshold;

/// How guidance acts beside its scale: away from what, at which noise levels, with which contrast.
///
/// Guidance goes from what the image shall not be to what it shall be:
/// `estimate = away + scale·(towards − away)`. Without anything unwanted, `away` is the model's estimate without
/// a wish.
///
/// @param unwanted what the image shall not be: names of the model's conditions with their weights. They act by
/// guidance alone, so at a scale of 1 they change nothing
/// @param rescale 0 leaves contrast as guidance makes it, 1 gives it back the contrast of the estimate without
/// guidance
/// @param intervalLow guidance acts above this share of the noise levels; 0 is the cleanest
/// @param intervalHigh guidance acts up to this share of the noise levels; 1 is the noisiest
/// @param threshold what is done with estimates outside of the range of pixels
/// @param classifier a classifier whose slope guides as well, at the same noise levels
public record Steering(
        Map<String, Double> unwanted,
        @Range(min = 0, max = 1) double rescale,
        @Range(min = 0, max = 1) double intervalLow,
        @Range(min = 0, max = 1) double intervalHigh,
        Threshold.Kind threshold,
        ClassifierChoice classifier) {
    /// Guidance at all noise levels, with the contrast that it makes.
    public static final Steering USUAL = new Steering(Map.of(), 0, 0, 1, Threshold.Kind.NONE);

    private static final double NO_LIMIT = 1e6;
    private static final double LARGEST_WEIGHT = 10;

    public Steering {
        unwanted = Collections.unmodifiableSortedMap(new TreeMap<>(unwanted));
        requireWeights(unwanted);
        if (!(rescale >= 0 && rescale <= 1)) {
            throw new IllegalArgumentException("rescale must be in [0, 1], got " + rescale);
        }
        if (!(intervalLow >= 0 && intervalLow <= intervalHigh && intervalHigh <= 1)) {
            throw new IllegalArgumentException("intervalLow and intervalHigh must ascend within [0, 1], got "
                    + intervalLow + " and " + intervalHigh);
        }
    }

    /// Without a classifier.
    public Steering(
            Map<String, Double> unwanted,
            double rescale,
            double intervalLow,
            double intervalHigh,
            Threshold.Kind threshold) {
        this(unwanted, rescale, intervalLow, intervalHigh, threshold, ClassifierChoice.NONE);
    }

    static void requireWeights(Map<String, Double> weights) {
        weights.forEach((name, weight) -> {
            if (!(weight >= -LARGEST_WEIGHT && weight <= LARGEST_WEIGHT)) {
                throw new IllegalArgumentException("the weight of '" + name + "' must be in [-10, 10], got " + weight);
            }
        });
    }

    /// The same away from the estimate for `name`.
    public Steering awayFrom(String name) {
        return awayFrom(Map.of(name, 1.0));
    }

    /// The same away from other things.
    public Steering awayFrom(Map<String, Double> weights) {
        return new Steering(weights, rescale, intervalLow, intervalHigh, threshold, classifier);
    }

    /// The same with another classifier.
    public Steering classifiedBy(ClassifierChoice other) {
        return new Steering(unwanted, rescale, intervalLow, intervalHigh, threshold, other);
    }

    /// Guidance of this scale for a model with these noise levels.
    ///
    /// A share of the levels is a share of the time that the model was trained with. **Source** Kynkäänniemi et
    /// al. 2024 limit sigma itself; a share means the same for every schedule.
    Guidance guidance(double scale, NoiseSchedule levels) {
        return new Guidance(
                scale,
                rescale,
                intervalLow == 0 ? 0 : Math.min(NO_LIMIT, sigma(levels, intervalLow)),
                intervalHigh == 1 ? NO_LIMIT : Math.min(NO_LIMIT, sigma(levels, intervalHigh)));
    }

    private static double sigma(NoiseSchedule levels, double share) {
        double first = levels.time(levels.sigmaMin());
        double last = levels.time(levels.sigmaMax());
        return levels.sigmaAt(first + share * (last - first));
    }
}
