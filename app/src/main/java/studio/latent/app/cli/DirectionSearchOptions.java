package studio.latent.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Latent;

/// How directions are to be found: of an attribute, between two sides, or by what the model itself varies.
final class DirectionSearchOptions {
    private static final String ACTIVATIONS = "activation-component";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "D", description = "A data set with attributes or classes.")
    @Nullable
    String data;

    @Option(
            names = "--attribute",
            paramLabel = "A",
            description = "What the direction is for: an attribute with a yes, or ATTRIBUTE=VALUE|VALUE; 'class' is the"
                    + " data's classes.")
    private @Nullable String attribute;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "A",
            description = "Attributes, separated by commas, whose directions are projected out.")
    private List<String> without = new ArrayList<>();

    private double disentangling;

    @Option(
            names = "--disentangle",
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "S",
            description =
                    "Turn the direction of --attribute to where less changes besides: other attributes, and pixels"
                            + " outside the attribute's region. S in [0, 100] says how strongly; without it 1.")
    void disentangle(double value) {
        disentangling = new OptionRange(spec, "--disentangle").inside(0, 100, value);
    }

    @Option(
            names = "--plus",
            arity = "1..*",
            paramLabel = "A",
            description = "Seeds, images or latents on the plus side.")
    private List<Operand> plus = new ArrayList<>();

    @Option(names = "--minus", arity = "1..*", paramLabel = "B", description = "Those on the minus side.")
    private List<Operand> minus = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "X",
            description =
                    "logistic-regression (usual for --attribute), linear-svm, mean-difference (usual for --plus and"
                            + " --minus), mean-change (of an --attribute: what steps along every axis change; all that"
                            + " --space w-plus has), partial-difference (what an --attribute alone makes different; all"
                            + " that --space feature-maps has), principal-component, weight-factor or activation-component.")
    private @Nullable String method;

    @Option(
            names = "--layer",
            paramLabel = "L",
            description = "The layer whose activations --method activation-component looks at. Default: the first.")
    private @Nullable String layer;

    @Mixin
    private DirectionPlaceOptions places = new DirectionPlaceOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of everything that is drawn. Default: ${DEFAULT-VALUE}.")
    long seed;

    private int count = 10;
    private int number;

    @Option(
            names = "--count",
            defaultValue = "10",
            paramLabel = "N",
            description = "Directions without sides, in [1, 1024]. Default: ${DEFAULT-VALUE}.")
    void count(int value) {
        count = new OptionRange(spec, "--count").inside(1, 1024, value);
    }

    @Option(
            names = "--number",
            paramLabel = "K",
            description = "Only the K-th of the directions that a --method without sides finds, from 1.")
    void number(int value) {
        number = new OptionRange(spec, "--number").atLeast(1, value);
    }

    private boolean sides() {
        return !plus.isEmpty() || !minus.isEmpty();
    }

    /// Whether something is to be found, and not what is there listed.
    boolean looking() {
        return sides() || attribute != null || method != null;
    }

    /// Whether the direction is that of an attribute of data.
    boolean ofAttribute() {
        return attribute != null && data != null;
    }

    /// Whether what is found is a single direction, which can be saved under one name.
    boolean single() {
        return sides() || attribute != null || number > 0;
    }

    /// **Errors** [ParameterException] for options that do not go together.
    void check() {
        requireOneWay();
        requireMethod();
        if (places.isGiven() && !looking()) {
            throw misuse("--space and --layers belong to --attribute, to sides or to --method");
        }
        if (!places.place().space().isOfLatents() && ACTIVATIONS.equals(method)) {
            throw misuse("--method activation-component finds directions in z alone; leave --space and --layers out");
        }
    }

    private void requireOneWay() {
        if (sides() && attribute != null) {
            throw misuse("--attribute and --plus, --minus are two ways; use one");
        }
        if (sides() && (plus.isEmpty() || minus.isEmpty())) {
            throw misuse("--plus and --minus belong together");
        }
        if (attribute != null && data == null) {
            throw misuse("--attribute needs --data, whose attribute it is");
        }
        if (!without.isEmpty() && attribute == null) {
            throw misuse("--without belongs to --attribute");
        }
        if (disentangling > 0 && attribute == null) {
            throw misuse("--disentangle belongs to --attribute");
        }
    }

    private void requireMethod() {
        DirectionMethod wanted = methodOr(DirectionMethod.MEAN_DIFFERENCE);
        boolean closed = method != null && !wanted.isOfAttributes();
        if (wanted.isOfAttributes() && !wanted.tellsSidesApart() && attribute == null) {
            throw misuse("--method " + method + " finds the direction of an --attribute");
        }
        requireOnly(DirectionSpace.W_PLUS, DirectionMethod.MEAN_CHANGE, wanted);
        requireOnly(DirectionSpace.FEATURE_MAPS, DirectionMethod.PARTIAL_DIFFERENCE, wanted);
        if (wanted == DirectionMethod.PARTIAL_DIFFERENCE && space() != DirectionSpace.FEATURE_MAPS) {
            throw misuse("--method partial-difference belongs to --space feature-maps");
        }
        if (space() == DirectionSpace.FEATURE_MAPS && (!without.isEmpty() || disentangling > 0)) {
            throw misuse("--space feature-maps holds all other attributes; leave --without and --disentangle out");
        }
        if ((sides() || attribute != null) && closed) {
            throw misuse("--method " + method + " needs neither --attribute nor sides");
        }
        if (!sides() && attribute == null && method != null && !closed) {
            throw misuse("--method " + method + " needs --attribute, or --plus and --minus");
        }
        if (layer != null && !ACTIVATIONS.equals(method)) {
            throw misuse("--layer belongs to --method activation-component");
        }
        if (number > 0 && !closed) {
            throw misuse("--number belongs to --method principal-component, weight-factor or activation-component");
        }
        if (number > count) {
            throw misuse("--number " + number + " is more than the " + count + " directions of --count");
        }
    }

    private DirectionSpace space() {
        return places.place().space();
    }

    /// A space that has directions of attributes alone, by one method.
    private void requireOnly(DirectionSpace space, DirectionMethod only, DirectionMethod wanted) {
        if (space() == space && (attribute == null || (method != null && wanted != only))) {
            throw misuse("--space " + space.name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + " belongs to --attribute, and its only --method is " + id(only));
        }
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private DirectionMethod methodOr(DirectionMethod usual) {
        String wanted = method;
        if (wanted == null) {
            return usual;
        }
        return Arrays.stream(DirectionMethod.values())
                .filter(each -> id(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> misuse("--method must be one of "
                        + Arrays.stream(DirectionMethod.values())
                                .map(DirectionSearchOptions::id)
                                .collect(Collectors.joining(", "))
                        + ", got " + wanted));
    }

    static String id(DirectionMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What the engine is asked for.
    DirectionRequest request(ModelInUse open, PriorOptions priors) throws StudioException {
        if (sides()) {
            LatentSource source = new LatentSource(open, priors);
            return new DirectionRequest.OfSides(
                    latents(source, plus),
                    latents(source, minus),
                    methodOr(DirectionMethod.MEAN_DIFFERENCE),
                    seed,
                    places.place());
        }
        if (attribute != null && data != null) {
            return new DirectionRequest.OfAttribute(
                    data, attribute, methodOr(usual()), without, seed, places.place(), disentangling);
        }
        if (methodOr(DirectionMethod.PRINCIPAL_COMPONENT) == DirectionMethod.ACTIVATION_COMPONENT) {
            return new DirectionRequest.OfLayer(layer == null ? "" : layer, Math.min(count, 64), seed);
        }
        return new DirectionRequest.ClosedForm(
                methodOr(DirectionMethod.PRINCIPAL_COMPONENT), count, seed, places.place());
    }

    private DirectionMethod usual() {
        return switch (space()) {
            case Z, W -> DirectionMethod.LOGISTIC_REGRESSION;
            case W_PLUS -> DirectionMethod.MEAN_CHANGE;
            case FEATURE_MAPS -> DirectionMethod.PARTIAL_DIFFERENCE;
        };
    }

    private static List<Latent> latents(LatentSource source, List<Operand> operands) throws StudioException {
        List<Latent> latents = new ArrayList<>();
        for (Operand operand : operands) {
            latents.add(source.latentOf(operand));
        }
        return latents;
    }

    /// Of what was found that which was asked for: one, where a number says which.
    ///
    /// **Errors** [ParameterException] for a number beyond what the model has.
    <D> List<D> chosen(List<D> found) {
        if (number > found.size()) {
            throw misuse("--number " + number + " is more than the " + found.size() + " directions that there are");
        }
        return number == 0 ? found : List.of(found.get(number - 1));
    }
}
