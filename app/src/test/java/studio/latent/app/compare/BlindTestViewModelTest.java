package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.BlindTest;
import studio.latent.engine.BlindTestFolder;
import studio.latent.engine.Contender;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.model.PriorKind;

class BlindTestViewModelTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir
    Path home;

    private final FakeStudio studio = FakeStudio.direct();
    private final ManualUiThread ui = new ManualUiThread();
    private Contender normal = contender(PriorKind.NORMAL);
    private Contender mixture = contender(PriorKind.MIXTURE);
    private BlindTestFolder folder = new BlindTestFolder(Path.of("unused"), new AtomicFile());

    @BeforeEach
    void open() {
        normal = contender(PriorKind.NORMAL);
        mixture = contender(PriorKind.MIXTURE);
        folder = new BlindTestFolder(home.resolve("ratings"), new AtomicFile());
    }

    private Contender contender(PriorKind prior) {
        try {
            OpenModel model = studio.models().open(FakeStudio.GREY).await().orThrow();
            return Contender.neutral(model, prior);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private BlindTestViewModel over(FakeStudio engine) {
        return new BlindTestViewModel(
                engine.bench(),
                folder,
                Runnable::run,
                ui,
                ENGLISH,
                new BlindTestViewModel.Fresh(new SplittableRandom(9), InstantSource.fixed(Instant.EPOCH)));
    }

    private BlindTestViewModel begun() {
        BlindTestViewModel test = over(studio);
        test.offer(normal, mixture);
        test.begin();
        return test;
    }

    private Raster imageOf(Contender contender, long seed) {
        return studio.imageOf(FakeStudio.GREY, studio.bench().latentOf(contender.model(), seed, contender.prior(), 1));
    }

    private BlindTest stored() throws Exception {
        return folder.read().tests().getFirst();
    }

    private static BlindPair pair(BlindTestViewModel test) {
        return Objects.requireNonNull(test.pairProperty().get());
    }

    /// Votes for the image of the normal prior.
    private void preferNormal(BlindTestViewModel test, long seed) {
        if (pair(test).left().equals(imageOf(normal, seed))) {
            test.left();
        } else {
            test.right();
        }
    }

    @Test
    void a_pair_shows_both_models_at_one_seed_at_the_sides_that_the_test_says() throws Exception {
        BlindTestViewModel test = begun();
        test.tie();

        BlindTest stored = stored();
        long seed = stored.imageSeed(1);
        boolean firstLeft = stored.firstIsLeft(1);
        assertThat(pair(test))
                .isEqualTo(new BlindPair(
                        2, imageOf(firstLeft ? normal : mixture, seed), imageOf(firstLeft ? mixture : normal, seed)));
    }

    @Test
    void preferring_one_model_blindly_is_found_out_at_the_end_only() throws Exception {
        BlindTestViewModel test = begun();
        test.tie();
        long seed = stored().seed();
        for (int i = 1; i <= 12; i++) {
            preferNormal(test, seed + i);
            assertThat(test.resultProperty().get()).isNull();
        }

        test.end();

        BlindResult result = test.resultProperty().get();
        assertThat(result).isNotNull();
        assertThat(result.headline())
                .isEqualTo("fake-grey · normal prior was preferred in 12 of 12 decided pairs (100 %).");
        assertThat(result.interval()).isEqualTo("With 95 % confidence the true share is between 74 and 100 %.");
        assertThat(result.verdict()).startsWith("p = 0.0005. If neither were preferred");
        assertThat(result.pairs()).isEqualTo("13 pairs, one of them a tie.");
        assertThat(test.stateProperty().get()).isEqualTo(BlindTestViewModel.State.ENDED);
        assertThat(stored().ended()).isTrue();
    }

    @Test
    void an_unfinished_test_goes_on_where_it_was_left_also_in_another_order() throws Exception {
        BlindTestViewModel first = begun();
        first.left();
        first.left();
        BlindPair third = pair(first);

        BlindTestViewModel second = over(studio);
        second.offer(mixture, normal);
        assertThat(second.unfinishedProperty().get()).isEqualTo(2);
        second.resume();

        assertThat(pair(second)).isEqualTo(third);
        second.tie();
        assertThat(stored().votes()).hasSize(3);
    }

    @Test
    void the_last_choice_can_be_taken_back() throws Exception {
        BlindTestViewModel test = begun();
        BlindPair first = pair(test);
        test.left();
        test.undo();

        assertThat(pair(test)).isEqualTo(first);
        assertThat(test.votesProperty().get()).isZero();
        assertThat(stored().votes()).isEmpty();
        test.undo();
        assertThat(test.votesProperty().get()).isZero();
    }

    @Test
    void a_pair_that_is_not_drawn_yet_takes_no_vote() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        BlindTestViewModel test = over(FakeStudio.held(tasks));
        test.offer(normal, mixture);
        test.begin();

        test.left();
        assertThat(test.votesProperty().get()).isZero();
        FakeStudio.drain(tasks);
        test.left();

        assertThat(test.votesProperty().get()).isEqualTo(1);
    }

    @Test
    void ended_tests_are_listed_and_a_new_one_has_other_pairs() {
        BlindTestViewModel test = begun();
        BlindPair first = pair(test);
        test.left();
        test.end();
        test.begin();
        assertThat(pair(test)).isNotEqualTo(first);

        BlindTestViewModel later = over(studio);
        later.offer(normal, mixture);
        assertThat(later.past()).singleElement().asString().startsWith("1970-01-01: fake-grey");
        assertThat(later.unfinishedProperty().get()).isEqualTo(-1);
    }

    @Test
    void the_result_is_exported_with_the_votes() throws Exception {
        BlindTestViewModel test = begun();
        Path target = home.resolve("result.json");
        test.exportTo(target);
        assertThat(target).doesNotExist();
        test.left();
        test.end();

        test.exportTo(target);

        assertThat(Files.readString(target)).contains("\"pValue\": 1.0").contains("\"votes\"");
        assertThat(test.newsProperty().get()).contains("result.json");
    }

    @Test
    void ties_alone_and_even_results_are_said_as_they_are() {
        BlindTest.Side one = BlindTest.Side.of(normal);
        BlindTest.Side other = BlindTest.Side.of(mixture);
        BlindTest ties = BlindTest.begin(Instant.EPOCH, one, other, 1).vote(BlindTest.Choice.TIE);

        BlindResult none = BlindResult.of(ties.end(), ENGLISH);
        assertThat(none.headline()).isEqualTo("No pair was decided.");

        BlindTest even = ties;
        for (int pair = 1; pair <= 4; pair++) {
            boolean first = pair <= 2;
            even = even.vote(first == even.firstIsLeft(pair) ? BlindTest.Choice.LEFT : BlindTest.Choice.RIGHT);
        }
        BlindResult result = BlindResult.of(even.end(), ENGLISH);
        assertThat(result.headline()).isEqualTo("Neither was preferred: 2 pairs for each.");
        assertThat(result.verdict()).contains("a preference is not shown");
    }

    @Test
    void an_image_that_cannot_be_drawn_is_told() {
        BlindTestViewModel test = over(studio);
        test.offer(normal, mixture);
        studio.failNext(new BadModelFile("The weights are gone.", "Bring them back."));

        test.begin();

        assertThat(test.noteProperty().get()).isNotNull();
        assertThat(test.noteProperty().get().problem()).isEqualTo("The weights are gone.");
    }
}
