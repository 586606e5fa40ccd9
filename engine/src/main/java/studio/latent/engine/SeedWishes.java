package studio.latent.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.data.ConditionName;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.generate.SamplerSettings;

/// What the image of each seed is asked to be, so that the images of many seeds together show what a data set
/// shows.
///
/// A class-conditional model is asked for the data's classes as often as the data have them, in turn where that is
/// equally often; one with attributes for the whole set of some image of the data, because single attributes were
/// never trained. What is asked at a seed depends on the seed and the data alone: every model that knows it is
/// asked for the same.
public final class SeedWishes {
    /// Of data that nobody knows: each of a model's own classes in turn, and no attributes.
    public static final SeedWishes UNKNOWN = new SeedWishes(List.of(), new long[0], List.of(), 0);

    /// Classes whose numbers of images differ by this factor at most are equally frequent.
    private static final double EVEN = 1.1;

    /// 2⁶⁴ divided by the golden ratio: multiples of it, taken modulo 2⁶⁴, fill the range evenly.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final List<String> classes;

    /// Images of each class and those before it; empty where all are equally frequent.
    private final long[] upTo;

    private final List<Attribute> attributes;
    private final int images;

    private SeedWishes(List<String> classes, long[] upTo, List<Attribute> attributes, int images) {
        this.classes = List.copyOf(classes);
        this.upTo = upTo;
        this.attributes = List.copyOf(attributes);
        this.images = images;
    }

    /// Of the classes and the attributes that a data set has.
    static SeedWishes of(Dataset dataset) {
        List<String> classes = dataset.hasLabels() ? dataset.classes() : List.of();
        long[] counts = new long[classes.size()];
        if (dataset.hasLabels()) {
            Arrays.stream(dataset.labels()).forEach(label -> counts[label]++);
        }
        return new SeedWishes(classes, upTo(counts), dataset.attributes(), dataset.count());
    }

    /// Of classes with so many images each.
    static SeedWishes ofClasses(List<String> classes, long... counts) {
        return new SeedWishes(classes, upTo(counts), List.of(), 0);
    }

    private static long[] upTo(long... counts) {
        long least = Arrays.stream(counts).min().orElse(0);
        long most = Arrays.stream(counts).max().orElse(0);
        if (most <= EVEN * least) {
            return new long[0];
        }
        long[] sums = counts.clone();
        Arrays.parallelPrefix(sums, Long::sum);
        return sums;
    }

    private List<String> attributesOf(int image) {
        List<String> set = new ArrayList<>();
        for (Attribute attribute : attributes) {
            int code = attribute.codes()[image];
            if (code != Attribute.UNKNOWN) {
                set.add(ConditionName.of(attribute.name(), attribute.values().get(code))
                        .text());
            }
        }
        return set;
    }

    /// Whether a model with these conditions is asked for something of its own accord.
    static boolean ask(List<String> conditions, SamplerSettings settings) {
        return !conditions.isEmpty() && settings.wishes().isEmpty();
    }

    /// `settings` with what the image of `seed` shall be. Wishes that are in them already stay the only ones.
    ///
    /// @param conditions the model's own; a wish that is none of them is left out
    public SamplerSettings at(long seed, List<String> conditions, SamplerSettings settings) {
        if (!ask(conditions, settings)) {
            return settings;
        }
        Map<String, Double> wishes = new LinkedHashMap<>();
        wished(seed, conditions).stream().filter(conditions::contains).forEach(name -> wishes.put(name, 1.0));
        return settings.wishing(wishes);
    }

    private List<String> wished(long seed, List<String> conditions) {
        if (!ConditionName.areClasses(conditions)) {
            return attributes.isEmpty() ? List.of() : attributesOf(evenly(seed, images));
        }
        return List.of(Collections.disjoint(classes, conditions) ? inTurn(seed, conditions) : ofTheData(seed));
    }

    private static String inTurn(long seed, List<String> names) {
        return names.get((int) Math.floorMod(seed, (long) names.size()));
    }

    private String ofTheData(long seed) {
        if (upTo.length == 0) {
            return inTurn(seed, classes);
        }
        int image = evenly(seed, (int) upTo[upTo.length - 1]);
        int place = 0;
        while (upTo[place] <= image) {
            place++;
        }
        return classes.get(place);
    }

    /// A number in [0, count): those of consecutive seeds lie evenly. **Source** additive recurrence of Kronecker
    /// with the golden ratio.
    private static int evenly(long seed, int count) {
        return (int) Math.unsignedMultiplyHigh(seed * GOLDEN, count);
    }

    /// What a model with these conditions is asked for, in words; empty for nothing.
    public String words(List<String> conditions) {
        if (conditions.isEmpty()) {
            return "";
        }
        if (!ConditionName.areClasses(conditions)) {
            return attributes.isEmpty() ? "without wishes" : "sets of attributes as images of the data have them";
        }
        boolean known = !Collections.disjoint(classes, conditions);
        return known && upTo.length > 0
                ? "classes as often as the data have them"
                : "each of " + (known ? classes : conditions).size() + " classes in turn";
    }
}
