package studio.latent.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.direction.AttributeChoice;
import studio.latent.engine.direction.TwoSides;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.metric.FeatureMatrix;

/// Latents with what is known of their images: attributes that a data set gives, or probabilities that a classifier
/// gives.
///
/// **Shapes** `latents: [n][d]`; `positions: [n]`, each latent's image in the data set; empty for drawn latents.
///
/// @param told one row a latent, the values of `attributes` side by side; null where the data set knows
record LabelledLatents(
        float[][] latents,
        int[] positions,
        List<Attribute> attributes,
        @Nullable FeatureMatrix told,
        TwoSides.Reading reading) {

    /// The same with other points, those that the latents are mapped to: they do not vary alike in all directions.
    /// **Shapes** `[n][s]`.
    LabelledLatents at(float[][] points) {
        return new LabelledLatents(points, positions, attributes, told, TwoSides.Reading.PATTERN);
    }

    /// The latents on the two sides of an attribute; those of which it is not known are left out.
    ///
    /// **Errors** [BadOption] where a side has no image.
    TwoSides sides(AttributeChoice choice) throws BadOption {
        double[] all = shares(choice);
        int[] known = IntStream.range(0, all.length).filter(i -> all[i] >= 0).toArray();
        float[][] rows = new float[known.length][];
        double[] shares = new double[known.length];
        int plus = 0;
        for (int i = 0; i < known.length; i++) {
            rows[i] = latents[known[i]];
            shares[i] = all[known[i]];
            plus += shares[i] >= 0.5 ? 1 : 0;
        }
        if (plus == 0 || plus == known.length) {
            throw new BadOption(
                    "Of " + known.length + " images " + plus + " are " + choice.text() + ", so one side is empty.",
                    "Choose an attribute that some of the images have and some have not.");
        }
        return new TwoSides(rows, shares, reading);
    }

    /// So many at most of those of which it is known, evenly spread.
    LabelledLatents knowing(AttributeChoice choice, int most) {
        double[] all = shares(choice);
        int[] known = IntStream.range(0, all.length).filter(i -> all[i] >= 0).toArray();
        int[] chosen = LatentImages.spread(most, known.length);
        Arrays.setAll(chosen, i -> known[chosen[i]]);
        float[][] rows = new float[chosen.length][];
        Arrays.setAll(rows, i -> latents[chosen[i]]);
        FeatureMatrix probabilities = told;
        int[] at = positions.length == 0
                ? positions
                : Arrays.stream(chosen).map(i -> positions[i]).toArray();
        return new LabelledLatents(
                rows, at, attributes, probabilities == null ? null : probabilities.rows(chosen), reading);
    }

    /// What is known of each latent's image: the share of the attribute's plus side, then those of all values but the
    /// first of each of `others`; where they are not known, as often as they are in the others.
    ///
    /// **Shapes** `[n][p]`.
    double[][] shares(AttributeChoice choice, List<Attribute> others) {
        double[] own = shares(choice);
        double[][] rows = new double[latents.length][];
        int width = others.stream().mapToInt(each -> each.values().size() - 1).sum();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[1 + width];
            rows[i][0] = own[i];
        }
        int column = 1;
        for (Attribute other : others) {
            for (int value = 1; value < other.values().size(); value++) {
                double[] shares = shares(other, Set.of(value));
                double mean = Arrays.stream(shares)
                        .filter(share -> share >= 0)
                        .average()
                        .orElse(0);
                for (int i = 0; i < rows.length; i++) {
                    rows[i][column] = shares[i] < 0 ? mean : shares[i];
                }
                column++;
            }
        }
        return rows;
    }

    // The share of some of an attribute's values; −1 where it is not known.
    private double[] shares(Attribute attribute, Set<Integer> values) {
        FeatureMatrix probabilities = told;
        double[] shares = new double[latents.length];
        if (probabilities == null) {
            Arrays.setAll(shares, i -> {
                int code = attribute.codes()[positions[i]];
                return code == Attribute.UNKNOWN ? -1 : values.contains(code) ? 1 : 0;
            });
            return shares;
        }
        int first = firstColumn(attribute);
        for (int i = 0; i < shares.length; i++) {
            double sum = 0;
            for (int value : values) {
                sum += probabilities.value(i, first + value);
            }
            shares[i] = Math.min(1, sum);
        }
        return shares;
    }

    /// Where the values of an attribute stand among those of all.
    private int firstColumn(Attribute attribute) {
        int first = 0;
        for (Attribute each : attributes) {
            if (each.name().equals(attribute.name())) {
                return first;
            }
            first += each.values().size();
        }
        throw new IllegalArgumentException("nothing is known of " + attribute.name());
    }

    // The share of the plus side; −1 where it is not known.
    private double[] shares(AttributeChoice choice) {
        return shares(choice.attribute(), choice.plus());
    }
}
