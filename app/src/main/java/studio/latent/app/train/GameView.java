package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.ChartSeries;
import studio.latent.app.control.LiveChart;
import studio.latent.app.control.TradeOffChart;
import studio.latent.app.l10n.Messages;

/// The balance of a game as one picture, below it how the discriminator judges the images of the newest step.
final class GameView extends VBox {
    private static final double EVEN = 0.5;

    private final GameViewModel game;
    private final Messages messages;
    private final TradeOffChart balance;
    private final LiveChart judgements;
    private Subscription following;

    GameView(GameViewModel game, Messages messages) {
        super(6);
        this.game = game;
        this.messages = messages;
        getStyleClass().add("panel");
        Label title = new Label(messages.text("train.game"));
        title.getStyleClass().add(Styles.TITLE_4);
        Label verdict = new Label();
        verdict.setId("train-game-verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        verdict.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        balance = new TradeOffChart(messages);
        balance.setId("train-game-balance");
        balance.placeholderProperty().set(messages.text("train.game.empty"));
        judgements = new LiveChart(messages);
        judgements.setId("train-game-judgements");
        judgements.titleProperty().set(messages.text("train.game.judgements"));
        judgements.placeholderProperty().set(messages.text("train.game.empty"));
        balance.setMinSize(120, 150);
        judgements.setMinSize(120, 140);
        VBox.setVgrow(balance, Priority.ALWAYS);
        VBox.setVgrow(judgements, Priority.SOMETIMES);
        getChildren().addAll(title, verdict, balance, judgements);
        following = game.revisionProperty()
                .subscribe(_ -> drawBalance())
                .and(game.judgementsProperty().subscribe(this::drawJudgements))
                .and(game.verdictProperty().subscribe(verdict::setText))
                .and(game.criticProperty().subscribe(this::name))
                .and(game.judgedProperty().subscribe(judged -> {
                    setVisible(judged);
                    setManaged(judged);
                }));
    }

    void close() {
        following.unsubscribe();
        following = Subscription.EMPTY;
    }

    /// Says what the numbers are: probabilities, or scores of any scale.
    private void name(boolean critic) {
        balance.xLabelProperty().set(messages.text(critic ? "loss.criticFake" : "loss.discriminatorFake"));
        balance.yLabelProperty().set(messages.text(critic ? "loss.criticReal" : "loss.discriminatorReal"));
        balance.setAccessibleText(messages.text(critic ? "train.game.critic.help" : "train.game.help"));
        judgements.xLabelProperty().set(messages.text(critic ? "train.game.critic.score" : "train.game.probability"));
        judgements.setAccessibleText(
                messages.text(critic ? "train.game.critic.judgements.help" : "train.game.judgements.help"));
        if (critic) {
            balance.fitAnyScale();
        }
    }

    private void drawBalance() {
        List<GameViewModel.Balance> way = game.way();
        if (way.isEmpty()) {
            return;
        }
        List<TradeOffChart.Mark> marks = new ArrayList<>();
        for (GameViewModel.Balance at : way) {
            marks.add(new TradeOffChart.Mark(
                    at.generated(), at.real(), messages.number(at.step(), 0), at.equals(way.getLast())));
        }
        balance.show(List.of(
                new TradeOffChart.Curve(messages.text("train.game.way"), marks),
                game.criticProperty().get()
                        ? alike(way)
                        : new TradeOffChart.Curve(
                                messages.text("train.game.even"),
                                List.of(new TradeOffChart.Mark(EVEN, EVEN, "½", true)))));
    }

    /// Where a critic's mean scores are the same, over the range of the generated images'.
    private TradeOffChart.Curve alike(List<GameViewModel.Balance> way) {
        DoubleSummaryStatistics range =
                way.stream().mapToDouble(GameViewModel.Balance::generated).summaryStatistics();
        return new TradeOffChart.Curve(
                messages.text("train.game.critic.even"),
                List.of(
                        new TradeOffChart.Mark(range.getMin(), range.getMin(), "", false),
                        new TradeOffChart.Mark(range.getMax(), range.getMax(), "", false)));
    }

    private void drawJudgements(GameViewModel.@Nullable Judgements judged) {
        if (judged != null) {
            draw("train.game.real", judged.real());
            draw("train.game.generated", judged.generated());
        }
    }

    private void draw(String key, List<Double> shares) {
        ChartSeries line = judgements.series(messages.text(key));
        line.clear();
        for (int i = 0; i < shares.size(); i++) {
            line.append((i + EVEN) / shares.size(), 100 * shares.get(i));
        }
    }
}
