package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FakeTrainingRun;
import studio.latent.app.FixedPaths;
import studio.latent.app.FxTest;
import studio.latent.app.control.ChartSeries;
import studio.latent.app.control.LiveChart;
import studio.latent.app.control.TradeOffChart;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

/// What the window shows of a game beside its images: curves of both players, their balance, the judgements.
class GameViewTest extends FxTest {
    private static final List<Double> HIGH = List.of(0.0, 0.0, 0.25, 0.75);
    private static final List<Double> LOW = List.of(0.5, 0.25, 0.25, 0.0);

    private final FakeStudio studio = FakeStudio.onOwnThread();

    private FakeTrainingRun started() {
        List<TrainViewModel> made = new ArrayList<>();
        show(1280, 1400, () -> {
            FxThread ui = new FxThread();
            Messages english = Messages.in(Locale.ENGLISH);
            Session session = new Session(studio, ui::run, UndoTree.inMemory());
            TrainViewModel train = new TrainViewModel(
                    studio, session, ui, english, () -> {}, () -> LocalDateTime.of(2026, 1, 2, 3, 4, 5));
            made.add(train);
            return new TrainView(train, english, FixedPaths.none());
        });
        click("#train-start");
        waitUntil("it has begun", () -> made.getFirst().runs().size() == 1);
        return studio.fakeTraining().newest();
    }

    private LiveChart chart(String id) {
        return find(id, LiveChart.class);
    }

    private List<String> names(LiveChart chart) {
        return callFx(() -> chart.allSeries().stream().map(ChartSeries::name).toList());
    }

    @Test
    void a_discriminators_probabilities_are_shown_with_the_point_where_it_cannot_tell() {
        FakeTrainingRun run = started();
        for (int i = 0; i < 5; i++) {
            run.play(
                    Map.of(
                            "generatorLoss", 0.8,
                            "generatorGradientNorm", 1.5,
                            "generatedDeviation", 0.21,
                            "realDeviation", 0.24,
                            "discriminatorLoss", 1.3,
                            "discriminatorReal", 0.6,
                            "discriminatorFake", 0.3),
                    HIGH,
                    LOW);
        }
        waitUntil("the balance is shown", () -> isShown("#train-game-balance"));
        TradeOffChart balance = find("#train-game-balance", TradeOffChart.class);
        waitUntil("it has its way", () -> callFx(() -> balance.curves().size()) == 2);

        assertThat(balance.xLabelProperty().get()).isEqualTo("D(generated)");
        assertThat(balance.curves().getLast().marks()).containsExactly(new TradeOffChart.Mark(0.5, 0.5, "½", true));
        assertThat(names(chart("#train-chart-generator")))
                .containsExactlyInAnyOrder(
                        "Generator", "Gradient, generator", "Deviation, generated", "Deviation, real");
        assertThat(names(chart("#train-chart-discriminator")))
                .containsExactlyInAnyOrder("Discriminator", "D(real)", "D(generated)");
        assertThat(isShown("#train-chart-losses")).isFalse();
        assertThat(find("#train-game-verdict", Label.class).getText()).contains("60 %", "30 %");
        LiveChart judgements = chart("#train-game-judgements");
        waitUntil("the judgements are drawn", () -> names(judgements).size() == 2);
        assertThat(judgements.xLabelProperty().get()).isEqualTo("Probability of being real");
    }

    @Test
    void a_critics_scores_are_shown_on_a_plane_of_their_size_with_the_line_where_they_are_alike() {
        FakeTrainingRun run = started();
        for (int i = 0; i < 5; i++) {
            run.play(
                    Map.of(
                            "generatorLoss",
                            -2.5 - i,
                            "discriminatorLoss",
                            -25.0,
                            "criticReal",
                            30.0,
                            "criticFake",
                            2.5 + i),
                    HIGH,
                    LOW);
        }
        waitUntil("the balance is shown", () -> isShown("#train-game-balance"));
        TradeOffChart balance = find("#train-game-balance", TradeOffChart.class);
        waitUntil(
                "it has its way",
                () -> callFx(() -> !balance.curves().isEmpty()
                        && balance.curves().getFirst().marks().size() == 5));

        assertThat(balance.xLabelProperty().get()).isEqualTo("Critic, generated");
        assertThat(balance.yLabelProperty().get()).isEqualTo("Critic, real");
        assertThat(balance.curves().getFirst().marks()).allMatch(mark -> mark.y() > 29 && mark.x() < 10);
        assertThat(balance.curves().getLast().name()).isEqualTo("Alike: cannot tell");
        assertThat(balance.curves().getLast().marks()).hasSize(2).allMatch(mark -> mark.x() == mark.y());
        LiveChart judgements = chart("#train-game-judgements");
        waitUntil("the judgements are drawn", () -> names(judgements).size() == 2);
        assertThat(judgements.xLabelProperty().get()).isEqualTo("Score, from low to high");
        assertThat(find("#train-game-verdict", Label.class).getText()).contains("30", "mean score");
    }
}
