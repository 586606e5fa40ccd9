package studio.latent.engine;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import studio.latent.engine.metric.PreferenceTest;
import studio.latent.engine.model.PriorKind;

/// A person's preference between two models, image pair by image pair, without knowing which is which.
///
/// Pair i shows both models' images of one seed; which stands at the left follows from the test's seed and i. There
/// is no result before the end: whoever could see it would stop when it pleases, and then the p-value means
/// nothing. An ended test takes no more votes for the same reason.
///
/// @param begun when it was begun, as an ISO instant
/// @param seed of the first pair's images, and of the sides
/// @param votes one a pair, oldest first, at most [#MOST]
public record BlindTest(String begun, Side first, Side second, long seed, List<Vote> votes, boolean ended) {
    /// Pairs at most.
    public static final int MOST = 10_000;

    /// What one of the two draws its images with.
    ///
    /// @param hash content hash of the model's weights
    /// @param dial value of its family's dial
    public record Side(String model, String hash, PriorKind prior, double dial) {
        public static Side of(Contender contender) {
            return new Side(
                    contender.model().card().name(),
                    contender.model().card().hash(),
                    contender.prior(),
                    contender.dial());
        }
    }

    /// What was said about a pair.
    public enum Vote {
        FIRST,
        SECOND,
        TIE
    }

    /// What can be said about a pair by someone who knows the places of the images only.
    public enum Choice {
        LEFT,
        RIGHT,
        TIE
    }

    public BlindTest {
        votes = List.copyOf(votes);
        if (first.equals(second)) {
            throw new IllegalArgumentException("the sides of a blind test must differ, got " + first + " twice");
        }
        if (votes.size() > MOST) {
            throw new IllegalArgumentException("votes must be at most " + MOST + ", got " + votes.size());
        }
        try {
            Instant.parse(begun);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("begun must be an instant, got " + begun, e);
        }
    }

    /// A test without votes.
    public static BlindTest begin(Instant now, Side first, Side second, long seed) {
        return new BlindTest(now.toString(), first, second, seed, List.of(), false);
    }

    /// Whether the first side's image stands at the left of pair `pair`.
    public boolean firstIsLeft(int pair) {
        return new SplittableRandom(seed * 31 + pair).nextBoolean();
    }

    /// Seed of both images of pair `pair`.
    public long imageSeed(int pair) {
        return seed + pair;
    }

    /// Whether a further pair can be shown.
    public boolean isOpen() {
        return !ended && votes.size() < MOST;
    }

    /// The test with a vote on the pair that is shown.
    public BlindTest vote(Choice choice) {
        if (!isOpen()) {
            throw new IllegalStateException("the blind test has ended");
        }
        boolean left = firstIsLeft(votes.size());
        List<Vote> more = new ArrayList<>(votes);
        more.add(
                switch (choice) {
                    case LEFT -> left ? Vote.FIRST : Vote.SECOND;
                    case RIGHT -> left ? Vote.SECOND : Vote.FIRST;
                    case TIE -> Vote.TIE;
                });
        return new BlindTest(begun, first, second, seed, more, false);
    }

    /// The test without its last vote; the same where there is none to take back.
    public BlindTest undo() {
        return ended || votes.isEmpty()
                ? this
                : new BlindTest(begun, first, second, seed, votes.subList(0, votes.size() - 1), false);
    }

    /// The test with its result open, for good.
    public BlindTest end() {
        return new BlindTest(begun, first, second, seed, votes, true);
    }

    /// The result; empty until the test has ended.
    public Optional<PreferenceTest> result() {
        return ended
                ? Optional.of(new PreferenceTest(count(Vote.FIRST), count(Vote.SECOND), count(Vote.TIE)))
                : Optional.empty();
    }

    private int count(Vote wanted) {
        return (int) votes.stream().filter(vote -> vote == wanted).count();
    }

    /// Whether the test is one between these two, in either order.
    public boolean isBetween(Side one, Side other) {
        return (first.equals(one) && second.equals(other)) || (first.equals(other) && second.equals(one));
    }
}
