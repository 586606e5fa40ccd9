package studio.latent.engine.image;

/// Weights that map a line of `in` samples to a line of `out` samples, in fixed point.
///
/// Target sample `o` is `Σ_k weights[o · taps + k] · source[first[o] + k]`, k in [0, length[o]), divided by 2^[#SHIFT].
/// The fixed-point width and its rounding are Pillow's, so that both agree to the bit.
///
/// @param first index of the first source sample of each target sample
/// @param length source samples that each target sample reads
/// @param taps stride of `weights`
record ResampleKernel(int[] first, int[] length, int taps, int[] weights) {
    static final int SHIFT = 22;

    static ResampleKernel of(int in, int out, Interpolation rule) {
        int taps = ResampleSpan.taps(in, out, rule);
        ResampleKernel kernel = new ResampleKernel(new int[out], new int[out], taps, new int[out * taps]);
        for (int o = 0; o < out; o++) {
            ResampleSpan span = ResampleSpan.of(in, out, rule, o);
            kernel.first[o] = span.first();
            kernel.length[o] = span.weights().length;
            for (int k = 0; k < kernel.length[o]; k++) {
                double w = span.weights()[k];
                kernel.weights[o * taps + k] = (int) (w * (1 << SHIFT) + (w < 0 ? -0.5 : 0.5));
            }
        }
        return kernel;
    }

    /// One target sample from the line that starts at `offset` of `source` and advances by `stride`.
    byte apply(int o, byte[] source, int offset, int stride) {
        int sum = 1 << (SHIFT - 1);
        int position = offset + first[o] * stride;
        int w = o * taps;
        for (int k = 0; k < length[o]; k++) {
            sum += (source[position] & 0xff) * weights[w + k];
            position += stride;
        }
        return (byte) Math.clamp(sum >> SHIFT, 0, 255);
    }
}
