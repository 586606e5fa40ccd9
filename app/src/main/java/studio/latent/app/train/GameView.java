package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
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
        balance.xLabelProperty().set(messages.text("loss.discriminatorFake"));
        balance.yLabelProperty().set(messages.text("loss.discriminatorReal"));
        balance.placeholderProperty().set(messages.text("train.game.empty"));
        balance.setAccessibleText(messages.text("train.game.help"));
        judgements = new LiveChart(messages);
        judgements.setId("train-game-judgements");
        judgements.titleProperty().set(messages.text("train.game.judgements"));
        judgements.xLabelProperty().set(messages.text("train.game.probability"));
        judgements.placeholderProperty().set(messages.text("train.game.empty"));
        judgements.setAccessibleText(messages.text("train.game.judgements.help"));
        balance.setMinSize(120, 150);
        judgements.setMinSize(120, 140);
        VBox.setVgrow(balance, Priority.ALWAYS);
        VBox.setVgrow(judgements, Priority.SOMETIMES);
        getChildren().addAll(title, verdict, balance, judgements);
        following = game.revisionProperty()
                .subscribe(_ -> drawBalance())
                .and(game.judgementsProperty().subscribe(this::drawJudgements))
                .and(game.verdictProperty().subscribe(verdict::setText))
                .and(game.judgedProperty().subscribe(judged -> {
                    setVisible(judged);
                    setManaged(judged);
                }));
    }

    void close() {
        following.unsubscribe();
        following = Subscription.EMPTY;
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
                new TradeOffChart.Curve(
                        messages.text("train.game.even"), List.of(new TradeOffChart.Mark(EVEN, EVEN, "½", true)))));
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
