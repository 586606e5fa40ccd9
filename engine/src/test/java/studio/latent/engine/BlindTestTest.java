package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.engine.metric.PreferenceTest;
import studio.latent.engine.model.PriorKind;

class BlindTestTest {
    static final BlindTest.Side ONE = new BlindTest.Side("one", "aa", PriorKind.NORMAL, 1);
    static final BlindTest.Side OTHER = new BlindTest.Side("one", "aa", PriorKind.MIXTURE, 1);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final BlindTest begun = BlindTest.begin(NOW, ONE, OTHER, 77);

    @Test
    void sidesChangeByTheSeedAndAreTheSameWhenAskedAgain() {
        long lefts = IntStream.range(0, 2000).filter(begun::firstIsLeft).count();

        assertThat(lefts).isBetween(900L, 1100L);
        assertThat(IntStream.range(0, 50).mapToObj(BlindTest.begin(NOW, ONE, OTHER, 77)::firstIsLeft))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(begun::firstIsLeft).toList());
        assertThat(IntStream.range(0, 50).mapToObj(BlindTest.begin(NOW, ONE, OTHER, 78)::firstIsLeft))
                .isNotEqualTo(
                        IntStream.range(0, 50).mapToObj(begun::firstIsLeft).toList());
    }

    @Test
    void aVoteForAPlaceIsOneForTheModelThatStandsThere() {
        BlindTest test = begun;
        for (int pair = 0; pair < 20; pair++) {
            test = test.vote(test.firstIsLeft(pair) ? BlindTest.Choice.LEFT : BlindTest.Choice.RIGHT);
        }
        test = test.vote(BlindTest.Choice.TIE);

        assertThat(test.end().result()).contains(new PreferenceTest(20, 0, 1));
    }

    @Test
    void theLastVoteCanBeTakenBack() {
        BlindTest test = begun.vote(BlindTest.Choice.LEFT).vote(BlindTest.Choice.TIE);

        assertThat(test.undo()).isEqualTo(begun.vote(BlindTest.Choice.LEFT));
        assertThat(begun.undo()).isSameAs(begun);
    }

    @Test
    void thereIsNoResultBeforeTheEndAndNoVoteAfterIt() {
        BlindTest ended = begun.vote(BlindTest.Choice.LEFT).end();

        assertThat(begun.vote(BlindTest.Choice.LEFT).result()).isEmpty();
        assertThat(ended.result()).isPresent();
        assertThat(ended.undo()).isSameAs(ended);
        assertThatThrownBy(() -> ended.vote(BlindTest.Choice.LEFT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BlindTestReport.of(begun, 0.95)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bothImagesOfAPairHaveOneSeedAndEachPairAnother() {
        assertThat(IntStream.range(0, 100).mapToObj(begun::imageSeed)).doesNotHaveDuplicates();
    }

    @Test
    void aTestBetweenAModelAndItselfIsRefused() {
        assertThatThrownBy(() -> BlindTest.begin(NOW, ONE, ONE, 1)).hasMessageContaining("must differ");
        assertThat(begun.isBetween(OTHER, ONE)).isTrue();
        assertThat(begun.isBetween(OTHER, OTHER)).isFalse();
    }
}
