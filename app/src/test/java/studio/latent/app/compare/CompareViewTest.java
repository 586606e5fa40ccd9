package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FixedPaths;
import studio.latent.app.FxTest;
import studio.latent.app.control.TradeOffChart;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.BlindTestFolder;
import studio.latent.engine.io.AtomicFile;

class CompareViewTest extends FxTest {
    @TempDir
    Path home;

    private final FakeStudio studio = FakeStudio.onOwnThread();

    private CompareViewModel shown(FixedPaths paths) {
        List<CompareViewModel> made = new ArrayList<>();
        show(1280, 800, () -> {
            FxThread ui = new FxThread();
            Messages english = Messages.in(Locale.ENGLISH);
            Session session = new Session(studio, ui::run, UndoTree.inMemory());
            BlindTestViewModel blind = new BlindTestViewModel(
                    studio.bench(),
                    new BlindTestFolder(home.resolve("ratings"), new AtomicFile()),
                    Runnable::run,
                    ui,
                    english,
                    new BlindTestViewModel.Fresh(new SplittableRandom(4), InstantSource.fixed(Instant.EPOCH)));
            CompareViewModel compare = new CompareViewModel(
                    studio,
                    session,
                    ui,
                    english,
                    new CompareViewModel.Runners(Runnable::run, Thread::startVirtualThread),
                    blind);
            made.add(compare);
            return new CompareView(compare, english, paths);
        });
        CompareViewModel compare = made.getFirst();
        waitUntil("models and data are there", () -> compare.readyProperty().get());
        return compare;
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Integer> images() {
        return find("#compare-count", ComboBox.class);
    }

    private CheckBox box(String label) {
        return callFx(() -> stage().getScene().getRoot().lookupAll(".check-box").stream()
                .map(CheckBox.class::cast)
                .filter(each -> each.getText().equals(label))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void measuring_two_models_fills_the_table_and_the_curves_and_exports_them() throws Exception {
        Path target = home.resolve("table.csv");
        CompareViewModel compare = shown(FixedPaths.of(target));
        assertThat(box("fake-colour · normal prior").isDisabled()).isTrue();
        assertThat(isShown("The real images are 8 × 8 grey.")).isTrue();

        ComboBox<Integer> count = images();
        onFx(() -> count.setValue(500));
        assertThat(compare.countProperty().get()).isEqualTo(500);

        click("#compare-measure");
        waitUntil(
                "the last curve is there",
                () -> compare.curves().size() == 2
                        && compare.curves().getLast().points().size() == 6);
        waitUntil("the measurement is over", () -> !compare.work().isRunning());

        picture();
        assertThat(isShown("[18.0 – 22.0]")).isTrue();
        assertThat(find("#compare-basis", Label.class).getText()).contains("fake features, 8-d");
        assertThat(find("#compare-curves", TradeOffChart.class).curves()).hasSize(2);
        assertThat(find("#compare-measure", Button.class).getText()).isEqualTo("Measure");
        MenuButton export = find("#compare-export", MenuButton.class);
        onFx(() -> export.getItems().getFirst().fire());
        waitUntil("it is written", () -> !compare.newsProperty().get().isEmpty());
        assertThat(Files.readString(target)).contains("frechet-distance");
    }

    @Test
    void a_blind_test_by_keyboard() throws Exception {
        CompareViewModel compare = shown(FixedPaths.none());
        BlindTestViewModel test = compare.blindTest();

        click("#compare-mode-blind");
        waitUntil("a test is offered", () -> test.stateProperty().get() == BlindTestViewModel.State.OFFERED);
        click("#compare-blind-begin");
        Node trial = find("#blind-trial", Node.class);
        waitUntil("a pair is shown", () -> test.pairProperty().get() != null);
        assertThat(trial.isFocused()).isTrue();
        vote(test, KeyCode.LEFT, 1);
        vote(test, KeyCode.DOWN, 2);
        vote(test, KeyCode.RIGHT, 3);
        press(KeyCode.BACK_SPACE);
        assertThat(find("#blind-pair", Label.class).getText()).isEqualTo("Which image is better? Pair 3");
        vote(test, KeyCode.RIGHT, 3);
        picture();
        assertThat(find("#blind-result", Label.class).getText()).isEmpty();

        click("#compare-blind-end");

        assertThat(find("#blind-result", Label.class).getText()).isNotEmpty();
        picture();
        try (var files = Files.list(home.resolve("ratings"))) {
            assertThat(files).hasSize(1);
        }
    }

    private void vote(BlindTestViewModel test, KeyCode key, int votesAfter) {
        waitUntil("the pair is there", () -> test.pairProperty().get() != null);
        press(key);
        waitUntil("it is counted", () -> test.votesProperty().get() == votesAfter);
    }
}
