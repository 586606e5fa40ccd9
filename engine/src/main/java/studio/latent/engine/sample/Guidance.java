package studio.latent.engine.sample;

import java.util.Arrays;
import studio.latent.engine.model.Range;

/// Classifier-free guidance: away from what the model makes without the condition, or with a negative one.
///
/// denoised = D₀ + scale·(D₁ − D₀). Scale 1 is the conditional model alone and 0 the other one alone, each at
/// one evaluation.
/// **Source** Ho and Salimans 2022; rescaling: Lin et al. 2023, "Common diffusion noise schedules and sample steps
/// are flawed", equations 15 and 16, done on v whatever the model predicts; interval: Kynkäänniemi et al. 2024,
/// "Applying guidance in a limited interval".
///
/// @param rescale 0 leaves contrast as guidance makes it, 1 gives v the deviation of the conditional model's
/// @param intervalLow guidance acts above this sigma, in data units
/// @param intervalHigh guidance acts up to this sigma; elsewhere the conditional model stands alone
public record Guidance(
        @Range(min = 0, max = 30) double scale,
        @Range(min = 0, max = 1) double rescale,
        @Range(min = 0, max = 1e6) double intervalLow,
        @Range(min = 0, max = 1e6) double intervalHigh) {
    /// No guidance: the conditional model alone.
    public static final Guidance NONE = new Guidance(1, 0, 0, 1e6);

    public Guidance {
        require(scale >= 0 && scale <= 30, "scale", "[0, 30]", scale);
        require(rescale >= 0 && rescale <= 1, "rescale", "[0, 1]", rescale);
        require(intervalLow >= 0 && intervalLow <= 1e6, "intervalLow", "[0, 1000000]", intervalLow);
        require(
                intervalHigh >= intervalLow && intervalHigh <= 1e6,
                "intervalHigh",
                "[intervalLow, 1000000]",
                intervalHigh);
    }

    /// Whether a noise level lies in the interval.
    public boolean actsAt(double sigma) {
        return sigma > intervalLow && sigma <= intervalHigh;
    }

    private static void require(boolean holds, String name, String range, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
        }
    }

    /// The guided denoiser.
    ///
    /// @param without the model without a condition, or with a negative one
    public Denoiser of(Denoiser conditional, Denoiser without) {
        return of(conditional, without, (twice, sigma) -> {
            int half = twice.count() / 2;
            return conditional
                    .denoised(twice.part(0, half), sigma)
                    .then(without.denoised(twice.part(half, half), sigma));
        });
    }

    /// The guided denoiser of a network that answers both questions in one call.
    ///
    /// @param both takes the images twice and answers with the conditional model's estimates, then the other's
    public Denoiser of(Denoiser conditional, Denoiser without, Denoiser both) {
        return (x, sigma) -> {
            if (scale == 1 || !actsAt(sigma)) {
                return conditional.denoised(x, sigma);
            }
            if (scale == 0) {
                return without.denoised(x, sigma);
            }
            Samples answers = both.denoised(x.then(x), sigma);
            Samples towards = answers.part(0, x.count());
            Samples away = answers.part(x.count(), x.count());
            Samples guided = towards.blend(scale, 1 - scale, away);
            return rescale == 0 ? guided : rescaled(x, sigma, guided, towards);
        };
    }

    /// v = a·x/σ − D·(a/σ + a·σ) with a = 1/√(1 + σ²), and back.
    private Samples rescaled(Samples x, double sigma, Samples guided, Samples conditional) {
        double a = 1 / Math.sqrt(1 + sigma * sigma);
        double perX = a / sigma;
        double perImage = a / sigma + a * sigma;
        Samples wanted = x.blend(perX, -perImage, conditional);
        Samples v = x.blend(perX, -perImage, guided);
        double[] scaled = v.values().clone();
        int size = v.size();
        for (int image = 0; image < v.count(); image++) {
            double have = deviation(v, image);
            double ratio = have > 0 ? deviation(wanted, image) / have : 1;
            double factor = rescale * ratio + 1 - rescale;
            for (int i = image * size; i < (image + 1) * size; i++) {
                scaled[i] *= factor;
            }
        }
        return x.blend(perX / perImage, -1 / perImage, new Samples(v.shape(), scaled));
    }

    private static double deviation(Samples samples, int image) {
        double[] values = Arrays.copyOfRange(samples.values(), image * samples.size(), (image + 1) * samples.size());
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
