package studio.latent.engine.sample;

import java.util.Arrays;

/// Keeps denoised images in the range of images, for models of pixels: large guidance drives them out of it.
public sealed interface Threshold {
    /// The choices of a form, each with the numbers of its paper.
    enum Kind {
        NONE,
        STATIC,
        DYNAMIC;

        public Threshold usual() {
            return switch (this) {
                case NONE -> new None();
                case STATIC -> new Static(1);
                case DYNAMIC -> new Dynamic(0.995, 1000);
            };
        }
    }

    /// The denoised images of one batch, in range.
    Samples limited(Samples denoised);

    /// A denoiser whose images are in range. Goes around guidance, not under it.
    default Denoiser of(Denoiser inner) {
        return (x, sigma) -> limited(inner.denoised(x, sigma));
    }

    /// Leaves images as they are: for latents.
    record None() implements Threshold {
        @Override
        public Samples limited(Samples denoised) {
            return denoised;
        }
    }

    /// Cuts at ±limit. **Source** Saharia et al. 2022, "Imagen", section 2.3 (static).
    record Static(double limit) implements Threshold {
        public Static {
            if (!(limit > 0 && limit <= 1000)) {
                throw new IllegalArgumentException("limit must be in (0, 1000], got " + limit);
            }
        }

        @Override
        public Samples limited(Samples denoised) {
            double[] values = denoised.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.clamp(values[i], -limit, limit);
            }
            return new Samples(denoised.shape(), values);
        }
    }

    /// Cuts each image at a percentile s of its absolute values and divides by s, so that it spans [−1, 1].
    ///
    /// s is at least 1, so that an image in range stays as it is. **Source** Saharia et al. 2022, "Imagen", section
    /// 2.3 (dynamic).
    ///
    /// @param most largest s
    record Dynamic(double percentile, double most) implements Threshold {
        public Dynamic {
            if (!(percentile > 0 && percentile <= 1)) {
                throw new IllegalArgumentException("percentile must be in (0, 1], got " + percentile);
            }
            if (!(most >= 1 && most <= 1000)) {
                throw new IllegalArgumentException("most must be in [1, 1000], got " + most);
            }
        }

        @Override
        public Samples limited(Samples denoised) {
            double[] values = denoised.values().clone();
            int size = denoised.size();
            for (int image = 0; image < denoised.count(); image++) {
                double s = Math.clamp(percentileOf(values, image * size, size), 1, most);
                for (int i = image * size; i < (image + 1) * size; i++) {
                    values[i] = Math.clamp(values[i], -s, s) / s;
                }
            }
            return new Samples(denoised.shape(), values);
        }

        /// Linear between the two nearest ranks, as NumPy and PyTorch do.
        private double percentileOf(double[] values, int first, int size) {
            double[] sorted = new double[size];
            Arrays.setAll(sorted, i -> Math.abs(values[first + i]));
            Arrays.sort(sorted);
            double rank = percentile * (size - 1);
            int below = (int) rank;
            int above = Math.min(below + 1, size - 1);
            return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
        }
    }
}
