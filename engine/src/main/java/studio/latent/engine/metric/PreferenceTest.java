package studio.latent.engine.metric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.OptionalDouble;

/// Which of two was preferred when both were shown side by side, how often, and how sure that is.
///
/// Ties count as pairs, but not for either side: the share, its interval and the p-value are those of the decided
/// pairs, as in the sign test. The numbers hold if the end was not chosen by looking at them.
///
/// **Source** Dixon and Mood, "The statistical sign test", 1946; Clopper and Pearson, "The use of confidence or
/// fiducial limits illustrated in the case of the binomial", 1934.
///
/// @param first pairs in which the first was preferred, at least 0
/// @param second pairs in which the second was preferred, at least 0
/// @param ties pairs in which neither was, at least 0; at most 100 000 pairs in all
public record PreferenceTest(int first, int second, int ties) {
    private static final int MOST = 100_000;
    private static final int HALVINGS = 200;

    public PreferenceTest {
        if (first < 0 || second < 0 || ties < 0 || (long) first + second + ties > MOST) {
            throw new IllegalArgumentException("preference test: counts must be at least 0 and at most " + MOST
                    + " in all, got " + first + ", " + second + " and " + ties);
        }
    }

    /// The shares of decided pairs that do not contradict what was counted.
    ///
    /// @param level probability that such an interval holds the true share, at least
    public record Interval(double low, double high, double level) {}

    public int pairs() {
        return first + second + ties;
    }

    /// Pairs in which one was preferred.
    public int decided() {
        return first + second;
    }

    /// Share of the decided pairs in which the first was preferred, in [0, 1]; empty while none is decided.
    public OptionalDouble share() {
        return decided() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) first / decided());
    }

    /// Probability of a division at least as uneven as this one if neither were preferred, in (0, 1]; 1 while none
    /// is decided.
    ///
    /// Exact: the two tails of the binomial distribution are counted in whole numbers.
    public double pValue() {
        int n = decided();
        int fewer = Math.min(first, second);
        if (2 * fewer == n) {
            return 1;
        }
        BigInteger ways = BigInteger.ONE;
        BigInteger tail = BigInteger.ONE;
        for (int i = 1; i <= fewer; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
            tail = tail.add(ways);
        }
        BigDecimal all = new BigDecimal(BigInteger.TWO.pow(n - 1));
        return Math.min(
                1, new BigDecimal(tail).divide(all, MathContext.DECIMAL64).doubleValue());
    }

    /// The interval about [#share()] by Clopper and Pearson; all of [0, 1] while no pair is decided.
    ///
    /// @param level in (0, 1)
    public Interval interval(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("preference test: level must be within (0, 1), got " + level);
        }
        double tail = (1 - level) / 2;
        double low = first == 0 ? 0 : leastShare(first, decided(), tail);
        double high = second == 0 ? 1 : 1 - leastShare(second, decided(), tail);
        return new Interval(low, high, level);
    }

    /// The share at which `wins` or more of `n` have probability `tail`: grows from 0 to 1 with the share.
    private static double leastShare(int wins, int n, double tail) {
        double[] logWays = logWays(wins, n);
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = 0.5 * (low + high);
            if (middle == low || middle == high) {
                break;
            }
            if (atLeast(wins, logWays, middle) < tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /// Logarithms of the binomial coefficients of `wins`, … `n` out of `n`.
    private static double[] logWays(int wins, int n) {
        double[] logs = new double[n - wins + 1];
        for (int k = n - 1; k >= wins; k--) {
            logs[k - wins] = logs[k - wins + 1] + Math.log((k + 1.0) / (n - k));
        }
        return logs;
    }

    private static double atLeast(int wins, double[] logWays, double share) {
        double yes = Math.log(share);
        double no = Math.log1p(-share);
        double sum = 0;
        for (int i = 0; i < logWays.length; i++) {
            sum += Math.exp(logWays[i] + (wins + i) * yes + (logWays.length - 1 - i) * no);
        }
        return sum;
    }
}
