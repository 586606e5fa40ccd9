package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.BlindTestFolder;
import studio.latent.engine.FeatureChoice;
import studio.latent.engine.ImageSource;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.model.PriorKind;

class CompareViewModelTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir
    Path home;

    private final ManualUiThread ui = new ManualUiThread();

    private CompareViewModel over(FakeStudio studio, Executor measuring) {
        Session session = new Session(studio, ui::run, UndoTree.inMemory());
        BlindTestViewModel blind = new BlindTestViewModel(
                studio.bench(),
                new BlindTestFolder(home.resolve("ratings"), new AtomicFile()),
                Runnable::run,
                ui,
                ENGLISH,
                new BlindTestViewModel.Fresh(new SplittableRandom(4), InstantSource.fixed(Instant.EPOCH)));
        return new CompareViewModel(
                studio, session, ui, ENGLISH, new CompareViewModel.Runners(Runnable::run, measuring), blind);
    }

    private CompareViewModel direct(FakeStudio studio) {
        return over(studio, Runnable::run);
    }

    private static ContenderRow row(CompareViewModel compare, String label) {
        return compare.contenders().rows().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void data_that_a_model_was_trained_on_come_first_and_its_priors_are_chosen() {
        CompareViewModel compare = direct(FakeStudio.direct());

        assertThat(compare.dataProperty().get()).isEqualTo("grey-data");
        assertThat(compare.contenders().chosen())
                .extracting(ContenderRow::label)
                .containsExactly("fake-grey · normal prior", "fake-grey · mixture prior");
        assertThat(compare.readyProperty().get()).isTrue();
        assertThat(compare.images().lines())
                .allSatisfy(line -> assertThat(line.images()).hasSize(SeedImages.SHOWN));
    }

    @Test
    void models_of_another_shape_say_why_they_cannot_take_part() {
        CompareViewModel compare = direct(FakeStudio.direct());

        assertThat(row(compare, "fake-colour · normal prior").reasonProperty().get())
                .isEqualTo("The real images are 8 × 8 grey.");

        compare.dataProperty().set("colour-data");
        assertThat(row(compare, "fake-grey · normal prior").reasonProperty().get())
                .isEqualTo("The real images are 16 × 16 colour.");
        assertThat(compare.contenders().chosen()).isEmpty();
        assertThat(compare.readyProperty().get()).isFalse();
        assertThat(compare.hintProperty().get()).isEqualTo("Choose two to 5 models.");
    }

    @Test
    void the_same_seeds_are_shown_of_each_model_and_can_be_paged() {
        CompareViewModel compare = direct(FakeStudio.direct());
        List<SeedImages.Line> before = List.copyOf(compare.images().lines());

        compare.images().page(1);
        assertThat(compare.images().firstSeedProperty().get()).isEqualTo(13);
        assertThat(compare.images().lines()).isNotEqualTo(before);
        compare.images().page(-3);

        assertThat(compare.images().firstSeedProperty().get()).isEqualTo(1);
        assertThat(compare.images().lines()).isEqualTo(before);
    }

    @Test
    void measuring_fills_the_table_and_the_curves() {
        FakeStudio studio = FakeStudio.direct();
        CompareViewModel compare = direct(studio);

        compare.measure();

        ScoreSheet sheet = compare.sheetProperty().get();
        assertThat(sheet).isNotNull();
        assertThat(sheet.names()).containsExactly("fake-grey · normal prior", "fake-grey · mixture prior");
        ScoreSheet.Line frechet = sheet.lines().getFirst();
        assertThat(frechet.label()).isEqualTo("Fréchet distance");
        assertThat(frechet.hint()).endsWith("Lower is better.");
        assertThat(frechet.cells().getFirst()).isEqualTo(new ScoreSheet.Cell("20.0", "[18.0 – 22.0]", false, ""));
        assertThat(frechet.floor()).isEqualTo("5.0");
        assertThat(sheet.lines().getLast().cells().getFirst().value()).isEqualTo("2 ms");
        assertThat(sheet.basis())
                .contains("1000 images of each model against 100 real ones")
                .contains("fake features");
        assertThat(compare.curves()).hasSize(2);
        assertThat(compare.curves().getFirst().points())
                .extracting(DialCurve.Point::label)
                .startsWith("temperature 0.4")
                .hasSize(6);
        assertThat(compare.curves().getFirst().points())
                .filteredOn(DialCurve.Point::neutral)
                .extracting(DialCurve.Point::recall)
                .containsExactly(0.5);
    }

    @Test
    void data_with_classes_are_compared_by_a_classifier_of_them() {
        FakeStudio studio = FakeStudio.direct();
        CompareViewModel compare = direct(studio);
        assertThat(compare.featureKinds())
                .containsExactly(FeatureKind.CLASSIFIER, FeatureKind.PIXELS, FeatureKind.MIXED5);

        compare.measure();
        assertThat(studio.evaluator().requests().getFirst().features()).isEqualTo(new FeatureChoice.Domain());
        assertThat(studio.evaluator().requests().getFirst().metrics()).contains(Metric.CLASS_ENTROPY, Metric.ELBO);

        compare.dataProperty().set("colour-data");
        assertThat(compare.featuresProperty().get()).isEqualTo(FeatureKind.MIXED5);
        assertThat(compare.sweepProperty().get()).isFalse();
        assertThat(FeatureKind.MIXED5.metrics()).doesNotContain(Metric.CLASS_ENTROPY);
    }

    @Test
    void a_slow_network_says_how_long_it_takes() {
        CompareViewModel compare = direct(FakeStudio.direct());

        compare.featuresProperty().set(FeatureKind.MIXED5);

        assertThat(compare.hintProperty().get())
                .isEqualTo("Draws and compares 14,000 images. That takes about 21 min on one core.");
    }

    @Test
    void every_model_is_asked_for_the_same_seeds_and_data() {
        FakeStudio studio = FakeStudio.direct();
        CompareViewModel compare = direct(studio);
        compare.sweepProperty().set(false);
        compare.countProperty().set(2000);

        compare.measure();

        assertThat(studio.evaluator().requests()).hasSize(2).allSatisfy(request -> {
            ImageSource.Drawn drawn = (ImageSource.Drawn) request.generated();
            assertThat(drawn.count()).isEqualTo(2000);
            assertThat(drawn.seed()).isEqualTo(1);
            assertThat(request.reference()).isEqualTo(new ImageSource.Data("grey-data", 0, 100));
            assertThat(request.metrics()).contains(Metric.FRECHET_DISTANCE, Metric.COVERAGE);
        });
        assertThat(studio.evaluator().requests())
                .extracting(request -> ((ImageSource.Drawn) request.generated()).prior())
                .containsExactly(PriorKind.NORMAL, PriorKind.MIXTURE);
        assertThat(compare.hintProperty().get()).isEqualTo("Draws and compares 4000 images.");
    }

    @Test
    void what_was_measured_stays_when_the_rest_is_stopped() {
        Queue<Runnable> measuring = new ArrayDeque<>();
        FakeStudio studio = FakeStudio.direct();
        CompareViewModel compare = over(studio, measuring::add);
        compare.measure();
        FakeStudio.drain(measuring);
        ScoreSheet before = compare.sheetProperty().get();

        compare.measure();
        assertThat(compare.readyProperty().get()).isFalse();
        compare.stop();
        FakeStudio.drain(measuring);

        assertThat(compare.sheetProperty().get()).isEqualTo(before);
        assertThat(compare.newsProperty().get()).isEqualTo("Stopped. What was measured stays.");
        assertThat(compare.readyProperty().get()).isTrue();
    }

    @Test
    void a_failure_is_told_with_what_to_do() {
        FakeStudio studio = FakeStudio.direct();
        CompareViewModel compare = direct(studio);
        studio.failNext(new BadDataset("The data are gone.", "Bring them back."));

        compare.measure();

        assertThat(compare.noteProperty().get()).isNotNull();
        assertThat(compare.noteProperty().get().remedy()).isEqualTo("Bring them back.");
        assertThat(compare.readyProperty().get()).isTrue();
    }

    @Test
    void the_table_is_exported_for_people_and_for_programs() throws Exception {
        CompareViewModel compare = direct(FakeStudio.direct());
        compare.measure();

        compare.exportCsv(home.resolve("a.csv"));
        compare.exportJson(home.resolve("a.json"));

        assertThat(Files.readString(home.resolve("a.csv")))
                .startsWith("model,prior,dial,dialValue,metric,value")
                .contains(
                        "fake-grey,mixture,temperature,1.0,frechet-distance,20.0,18.0,22.0,0.95,5.0,false,1000,100,fake");
        assertThat(Files.readString(home.resolve("a.json"))).contains("\"latent-studio/comparison\"");
        assertThat(compare.newsProperty().get()).contains("a.json");
    }

    @Test
    void a_blind_test_is_offered_for_two_models_only() {
        CompareViewModel compare = direct(FakeStudio.direct());

        compare.blindProperty().set(true);
        assertThat(compare.blindTest().stateProperty().get()).isEqualTo(BlindTestViewModel.State.OFFERED);

        row(compare, "fake-grey · mixture prior").chosenProperty().set(false);
        assertThat(compare.blindTest().stateProperty().get()).isEqualTo(BlindTestViewModel.State.NEEDS_TWO);
        assertThat(compare.blindTest().hintProperty().get())
                .isEqualTo("Choose exactly two models at the left; one is chosen.");
    }
}
