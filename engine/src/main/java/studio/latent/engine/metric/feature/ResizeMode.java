package studio.latent.engine.metric.feature;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.Interpolation;
import studio.latent.engine.image.ResampleSpan;
import studio.latent.engine.tensor.HostTensor;

/// How images are brought to the sides that a feature network takes. The numbers of a metric depend on it.
///
/// Every mode is linear and works on rows and columns alike, so it is a matrix for each.
public enum ResizeMode {
    /// Antialiased bicubic on float32 channels, not rounded to bytes: Pillow's BICUBIC of images of mode F.
    ///
    /// **Source** Parmar, Zhang, Zhu, "On aliased resizing and surprising subtleties in GAN evaluation", 2022
    /// (clean-fid).
    CLEAN {
        @Override
        void fill(int in, int out, int o, float[] row) {
            ResampleSpan span = ResampleSpan.of(in, out, Interpolation.BICUBIC_ANTIALIASED, o);
            for (int k = 0; k < span.weights().length; k++) {
                row[span.first() + k] = (float) span.weights()[k];
            }
        }
    },
    /// Bilinear between pixel centres without antialiasing: PyTorch's `interpolate(mode="bilinear",
    /// align_corners=False)`, as pytorch-fid does it.
    LEGACY_PYTORCH {
        @Override
        void fill(int in, int out, int o, float[] row) {
            // in float32, as PyTorch computes it
            between(Math.max(0, (o + 0.5f) * ((float) in / out) - 0.5f), row);
        }
    },
    /// Bilinear between the pixels' upper left corners without antialiasing: `resize_bilinear` of TensorFlow 1 with
    /// `align_corners=False`, as the first implementation of the FID and torch-fidelity do it.
    LEGACY_TENSORFLOW {
        @Override
        void fill(int in, int out, int o, float[] row) {
            between(o * ((float) in / out), row);
        }
    };

    /// The name in options and reports: `clean`, `legacy-pytorch`, `legacy-tensorflow`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The mode of a name.
    ///
    /// **Errors** [BadOption] for any other name.
    public static ResizeMode named(String id) throws BadOption {
        return Arrays.stream(values())
                .filter(mode -> mode.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadOption(
                        "There is no resize mode named '" + id + "'.",
                        "Use one of: "
                                + Arrays.stream(values()).map(ResizeMode::id).collect(Collectors.joining(", ")) + "."));
    }

    /// The matrix that resizes a column of `in` samples to `out`. **Shapes** `[out, in]`; each row sums to 1.
    HostTensor matrix(int in, int out) {
        float[] values = new float[Math.multiplyExact(out, in)];
        float[] row = new float[in];
        for (int o = 0; o < out; o++) {
            Arrays.fill(row, 0);
            if (in == out) {
                row[o] = 1;
            } else {
                fill(in, out, o, row);
            }
            System.arraycopy(row, 0, values, o * in, in);
        }
        return new HostTensor(new int[] {out, in}, values);
    }

    /// Writes the weights of target sample `o` into `row`, which holds zeroes.
    abstract void fill(int in, int out, int o, float[] row);

    private static void between(float position, float[] row) {
        int left = Math.min((int) position, row.length - 1);
        int right = Math.min(left + 1, row.length - 1);
        float share = position - left;
        row[left] += 1 - share;
        row[right] += share;
    }
}
