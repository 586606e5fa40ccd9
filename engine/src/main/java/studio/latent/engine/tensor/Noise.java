package studio.latent.engine.tensor;

/// Random numbers by position: element i of a stream of a seed is a pure function of the three.
///
/// So a picture depends on its seed and not on batch, order, thread or device, and the noise of a training step can
/// be made again after a restart. Only additions, multiplications, divisions, square roots and `StrictMath.log` are
/// used, so that every JVM gives the same bits.
///
/// **Source** Philox4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011. Normal quantile:
/// algorithm AS 241 (PPND16), Wichura 1988, relative error about 1e-16.
public final class Noise {
    /// What the numbers are for. Two purposes never share numbers.
    public enum Stream {
        PRIOR(1),
        MIXTURE_COMPONENT(2),
        POSTERIOR(3),
        INITIAL_WEIGHTS(4),
        ORDER(5),
        FLIP(6),
        DROPOUT(7),
        FIXED_GRID(8),
        MIXTURE_FIT(9),
        SUBSET(10),
        RESAMPLE(11),
        PROJECTION(12),
        PATH(13),
        SAMPLER(15),
        DIFFUSION(16),
        NOISE_LEVEL(17),
        CONDITION_DROPOUT(18),
        GENERATOR(19),
        AUGMENT_REAL(20),
        AUGMENT_GENERATED(21),
        AUGMENT_AGAIN(22),
        BETWEEN(23),
        GENERATOR_MIX(24),
        CROSSOVER(25),
        LAYER_NOISE(26),
        STYLE_NOISE(27),
        SELF_CONDITIONING(28),
        SOFTENING(29);

        /// Part of the counter, so never renumbered: pictures depend on it.
        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    private static final int ROUND_A = 0xD2511F53;
    private static final int ROUND_B = 0xCD9E8D57;
    private static final int WEYL_A = 0x9E3779B9;
    private static final int WEYL_B = 0xBB67AE85;

    private Noise() {}

    /// One block of four 32-bit words. **Shapes** counter and key as in the paper: two and one 64-bit numbers.
    static int[] block(long key, long counterLow, long counterHigh) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < 10; round++) {
            long a = (ROUND_A & 0xffffffffL) * (c0 & 0xffffffffL);
            long b = (ROUND_B & 0xffffffffL) * (c2 & 0xffffffffL);
            int n0 = (int) (b >>> 32) ^ c1 ^ k0;
            int n2 = (int) (a >>> 32) ^ c3 ^ k1;
            c1 = (int) b;
            c3 = (int) a;
            c0 = n0;
            c2 = n2;
            k0 += WEYL_A;
            k1 += WEYL_B;
        }
        return new int[] {c0, c1, c2, c3};
    }

    /// 64 uniform bits: half of one block.
    static long bits(long seed, Stream stream, long index) {
        int[] words = block(seed, index >>> 1, stream.number);
        int half = (int) (index & 1) * 2;
        return (words[half] & 0xffffffffL) << 32 | (words[half + 1] & 0xffffffffL);
    }

    /// Uniform in (0, 1), 53 bits, never an end point.
    public static double uniform(long seed, Stream stream, long index) {
        return ((bits(seed, stream, index) >>> 11) + 0.5) * 0x1p-53;
    }

    /// Standard normal.
    public static double normal(long seed, Stream stream, long index) {
        return normalQuantile(uniform(seed, stream, index));
    }

    /// Elements `first … first + n − 1` of the normal stream.
    public static float[] normals(long seed, Stream stream, long first, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) normal(seed, stream, first + i);
        }
        return values;
    }

    /// The x with Φ(x) = p, for p in (0, 1).
    public static double normalQuantile(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * polynomial(CENTRE_NUMERATOR, r) / polynomial(CENTRE_DENOMINATOR, r);
        }
        double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
        double x = r <= 5
                ? polynomial(MIDDLE_NUMERATOR, r - 1.6) / polynomial(MIDDLE_DENOMINATOR, r - 1.6)
                : polynomial(TAIL_NUMERATOR, r - 5) / polynomial(TAIL_DENOMINATOR, r - 5);
        return q < 0 ? -x : x;
    }

    /// Horner's rule, lowest power first.
    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }

    private static final double[] CENTRE_NUMERATOR = {
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227
    };
    private static final double[] CENTRE_DENOMINATOR = {
        1.0, 42.31333070160091, 687.1870074920579, 5394.196021424751,
        21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854
    };
    private static final double[] MIDDLE_NUMERATOR = {
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414
    };
    private static final double[] MIDDLE_DENOMINATOR = {
        1.0, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
        0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09
    };
    private static final double[] TAIL_NUMERATOR = {
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07
    };
    private static final double[] TAIL_DENOMINATOR = {
        1.0, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
        0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15
    };
}
