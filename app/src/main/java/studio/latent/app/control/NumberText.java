package studio.latent.app.control;

import java.util.OptionalDouble;
import studio.latent.app.l10n.Messages;

/// Numbers in text fields: written as the user's language does, read with either decimal sign.
final class NumberText {
    private static final int MOST_DIGITS = 6;

    private final Messages messages;

    NumberText(Messages messages) {
        this.messages = messages;
    }

    /// Digits after the point that tell neighbouring multiples of `step` apart: 0.01 → 2, 5 → 0.
    static int digitsFor(double step) {
        int digits = 0;
        for (double rest = step; digits < MOST_DIGITS && Math.abs(rest - Math.rint(rest)) > 1e-9 * rest; rest *= 10) {
            digits++;
        }
        return digits;
    }

    String write(double value, int digits) {
        double rounded = Math.abs(value) < 0.5 * Math.pow(10, -digits) ? 0 : value;
        return messages.number(rounded, digits).replaceAll("[\\u00a0\\u202f]", "");
    }

    /// The number that `text` means; empty where it means none. A single comma is a decimal sign unless a point follows
    /// it or, in a language with decimal points, exactly three digits do ("12,345").
    OptionalDouble read(String text) {
        String plain = text.strip().replace('−', '-').replaceAll("[\\s\\u00a0\\u202f']", "");
        boolean commaLanguage = messages.number(0.5, 1).contains(",");
        if (commaLanguage && plain.contains(",")) {
            plain = plain.replace(".", "").replace(',', '.');
        } else if (plain.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?")) {
            plain = plain.replace(",", "");
        } else {
            plain = plain.replace(',', '.');
        }
        try {
            double value = Double.parseDouble(plain);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }
}
