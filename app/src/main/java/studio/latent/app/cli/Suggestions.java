package studio.latent.app.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that someone probably meant.
final class Suggestions {
    private Suggestions() {}

    /// The candidate with the fewest edits to `word`, if they are at most two, or a third of a long word.
    static Optional<String> nearest(String word, Collection<String> candidates) {
        int limit = Math.max(2, word.length() / 3);
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= limit);
    }

    /// Insertions, deletions and substitutions that turn `a` into `b`.
    ///
    /// **Source** Wagner and Fischer 1974, two rows.
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
