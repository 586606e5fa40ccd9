package studio.latent.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.train.doctor.Remedy;

/// Remedies as words of the command line: `lower-beta`.
final class TreatOption {
    private TreatOption() {}

    /// The names of those that begin a new run, with bars between them.
    static String names(List<Remedy> remedies) {
        return remedies.stream()
                .filter(TreatOption::beginsARun)
                .map(TreatOption::name)
                .collect(Collectors.joining("|"));
    }

    static String name(Remedy remedy) {
        return remedy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean beginsARun(Remedy remedy) {
        return switch (remedy.effect()) {
            case AT_ONCE -> remedy != Remedy.STOP;
            case GOES_BACK, NEW_RUN -> true;
            case ADVICE -> false;
        };
    }

    /// **Errors** [BadOption] for a word that is none.
    static Remedy parse(String name) throws BadOption {
        List<Remedy> all =
                Arrays.stream(Remedy.values()).filter(TreatOption::beginsARun).toList();
        return all.stream()
                .filter(remedy -> name(remedy).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadOption(
                        "There is no remedy '" + name + "'.",
                        "Choose one of " + names(all).replace("|", ", ") + "."));
    }
}
