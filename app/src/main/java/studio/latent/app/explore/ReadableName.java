package studio.latent.app.explore;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A name that data gave something, such as `hairColor`, `Wearing_Hat` or `winterHat02`, to be read in separate words.
///
/// Only what is made of letters, digits and underscores is taken apart: other names were written for people. The order
/// is that of a person, too: `hat 2` is before `hat 10`, whatever is capital.
///
/// @param text as the data write it
record ReadableName(String text) implements Comparable<ReadableName> {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}\\p{N}_]*\\p{L}[\\p{L}\\p{N}_]*");

    /// Underscores, before a capital letter, before the last of many capitals, around digits at a word's end.
    private static final Pattern SEAM = Pattern.compile("_+"
            + "|(?<=\\p{Ll})(?=\\p{Lu})"
            + "|(?<=[\\p{Lu}\\p{N}])(?=\\p{Lu}\\p{Ll})"
            + "|(?<=\\p{Ll}{2})(?=\\p{N}+(?:_|\\p{Lu}|$))");

    private static final Pattern CAPITALIZED = Pattern.compile("\\p{Lu}\\p{Ll}+");
    private static final Pattern DIGITS_EDGE = Pattern.compile("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])");

    /// In separate words: `hair color`, `Wearing hat`, `winter hat 02`.
    String words() {
        if (!IDENTIFIER.matcher(text).matches()) {
            return text;
        }
        String[] parts =
                SEAM.splitAsStream(text).filter(part -> !part.isEmpty()).toArray(String[]::new);
        return parts[0]
                + Arrays.stream(parts).skip(1).map(part -> " " + lower(part)).collect(Collectors.joining());
    }

    /// Abbreviations stay as they are.
    private static String lower(String part) {
        return CAPITALIZED.matcher(part).matches() ? part.toLowerCase(Locale.ROOT) : part;
    }

    /// The words with an initial capital: `Hair color`.
    String heading() {
        String words = words();
        if (words.isEmpty()) {
            return words;
        }
        int end = words.offsetByCodePoints(0, 1);
        return words.substring(0, end).toUpperCase(Locale.ROOT) + words.substring(end);
    }

    @Override
    public int compareTo(ReadableName other) {
        String[] mine = DIGITS_EDGE.splitAsStream(words()).toArray(String[]::new);
        String[] others = DIGITS_EDGE.splitAsStream(other.words()).toArray(String[]::new);
        for (int i = 0; i < Math.min(mine.length, others.length); i++) {
            int order = comparePart(mine[i], others[i]);
            if (order != 0) {
                return order;
            }
        }
        int longer = Integer.compare(mine.length, others.length);
        return longer != 0 ? longer : text.compareTo(other.text);
    }

    private static int comparePart(String one, String other) {
        if (!isNumber(one) || !isNumber(other)) {
            return one.compareToIgnoreCase(other);
        }
        String digits = withoutZeros(one);
        String others = withoutZeros(other);
        int longer = Integer.compare(digits.length(), others.length());
        return longer != 0 ? longer : digits.compareTo(others);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }

    private static String withoutZeros(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
