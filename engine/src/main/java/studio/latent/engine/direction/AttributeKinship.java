package studio.latent.engine.direction;

import java.util.Arrays;
import studio.latent.engine.data.Attribute;

/// How far two attributes say the same of images: their mutual information as a share of the smaller entropy.
///
/// 0 where one tells nothing of the other, 1 where one follows from the other, as `glasses` from the kind of
/// glasses. Images of which one is not known are left out.
///
/// Of few images, values that go together by chance look like information: about (r − 1)·(c − 1) / 2n, which is taken
/// off.
///
/// **Source** Miller, "Note on the bias of information estimates", 1955.
final class AttributeKinship {
    /// Attributes that were drawn independently stay far below, glasses and their kind above.
    private static final double KIN = 0.25;

    private AttributeKinship() {}

    static boolean areKin(int[] one, int[] other) {
        return share(one, other) >= KIN;
    }

    /// **Shapes** both `[n]`, codes from 0.
    static double share(int[] one, int[] other) {
        int width = 1 + Math.max(Arrays.stream(one).max().orElse(0), 0);
        int height = 1 + Math.max(Arrays.stream(other).max().orElse(0), 0);
        double[] joint = new double[width * height];
        double[] ofOne = new double[width];
        double[] ofOther = new double[height];
        int known = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != Attribute.UNKNOWN && other[i] != Attribute.UNKNOWN) {
                joint[one[i] * height + other[i]]++;
                ofOne[one[i]]++;
                ofOther[other[i]]++;
                known++;
            }
        }
        double smaller = Math.min(entropy(ofOne, known), entropy(ofOther, known));
        if (!(smaller > 0)) {
            return 0;
        }
        double chance = (occupied(joint) - occupied(ofOne) - occupied(ofOther) + 1) / (2.0 * known);
        double found = entropy(ofOne, known) + entropy(ofOther, known) - entropy(joint, known);
        return Math.max(0, found - Math.max(0, chance)) / smaller;
    }

    private static long occupied(double[] counts) {
        return Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /// In nats, of counts.
    private static double entropy(double[] counts, int total) {
        double sum = 0;
        for (double count : counts) {
            sum -= count > 0 ? count / total * StrictMath.log(count / total) : 0;
        }
        return sum;
    }
}
