package studio.latent.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Checks numbers of the command line; every method returns the number that it was given.
///
/// **Errors** [ParameterException], wrong usage, with the option's name, the rule and the value.
record OptionRange(CommandSpec spec, String option) {
    int inside(int min, int max, int value) {
        if (value < min || value > max) {
            throw refused("in [" + min + ", " + max + "]", value);
        }
        return value;
    }

    /// The bounds are whole numbers so that they read as they were written.
    double inside(int min, int max, double value) {
        if (!(value >= min && value <= max)) {
            throw refused("in [" + min + ", " + max + "]", value);
        }
        return value;
    }

    int atLeast(int min, int value) {
        if (value < min) {
            throw refused("at least " + min, value);
        }
        return value;
    }

    double finite(double value) {
        if (!Double.isFinite(value)) {
            throw refused("a finite number", value);
        }
        return value;
    }

    private ParameterException refused(String rule, Number value) {
        return new ParameterException(spec.commandLine(), option + " must be " + rule + ", got " + value);
    }
}
