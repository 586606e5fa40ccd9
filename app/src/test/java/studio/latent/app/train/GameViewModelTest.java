package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.TrainingEvent;

class GameViewModelTest {
    private final GameViewModel game = new GameViewModel(Messages.in(Locale.ENGLISH));

    private static TrainingEvent.Losses losses(int step, Map<String, Double> terms) {
        return new TrainingEvent.Losses(step, 64L * step, terms);
    }

    private void judge(int step, double real, double generated) {
        game.accept(losses(
                step,
                Map.of(
                        "total", 1.0,
                        "generatorLoss", 0.6,
                        "discriminatorLoss", 1.3,
                        "discriminatorReal", real,
                        "discriminatorFake", generated)));
    }

    @Test
    void aRunWithoutAGeneratorIsNoGame() {
        game.accept(losses(1, Map.of("total", 3.0, "kl", 1.0)));

        assertThat(game.offeredProperty().get()).isFalse();
        assertThat(game.way()).isEmpty();
    }

    @Test
    void theNewestBalanceIsSaidInWords() {
        judge(1, 0.5, 0.5);
        judge(2, 0.812, 0.2);

        assertThat(game.offeredProperty().get()).isTrue();
        assertThat(game.verdictProperty().get())
                .as("means that forget: 0.5 and a twentieth of the way to the newest")
                .contains("52 %")
                .contains("48 %");
        GameViewModel.Balance newest = game.way().getLast();
        assertThat(newest.step()).isEqualTo(2);
        assertThat(newest.real()).isCloseTo(0.5 + 0.05 * 0.312, within(1e-9));
        assertThat(newest.generated()).isCloseTo(0.5 - 0.05 * 0.3, within(1e-9));
    }

    @Test
    void aCriticsBalanceIsThatOfItsScoresWhateverTheirScale() {
        criticise(1, 30.5, 2.5);
        criticise(2, 30.5, 2.5);

        assertThat(game.offeredProperty().get()).isTrue();
        assertThat(game.judgedProperty().get()).isTrue();
        assertThat(game.criticProperty().get()).isTrue();
        assertThat(game.way().getLast()).isEqualTo(new GameViewModel.Balance(2, 2.5, 30.5));
        assertThat(game.verdictProperty().get())
                .isEqualTo("The critic gives real images a mean score of 30.5, generated ones 2.5.");
    }

    @Test
    void smallScoresAreSaidWithTheirFigures() {
        criticise(1, 0.162, -0.0002);

        assertThat(game.verdictProperty().get()).contains("0.162").contains("-0.0002");
    }

    private void criticise(int step, double real, double generated) {
        game.accept(losses(
                step,
                Map.of(
                        "generatorLoss",
                        -generated,
                        "discriminatorLoss",
                        generated - real,
                        "criticReal",
                        real,
                        "criticFake",
                        generated)));
    }

    @Test
    void aDiscriminatorIsNoCritic() {
        judge(1, 0.6, 0.4);

        assertThat(game.judgedProperty().get()).isTrue();
        assertThat(game.criticProperty().get()).isFalse();
    }

    @Test
    void aLongWayIsThinnedFromItsFirstToItsNewestPoint() {
        for (int step = 1; step <= 5000; step++) {
            judge(step, 0.6, step / 10_000.0);
        }

        List<GameViewModel.Balance> way = game.way();
        assertThat(way).hasSizeBetween(60, 130);
        assertThat(way.getFirst().step()).isEqualTo(1);
        assertThat(way.getLast().step()).isEqualTo(5000);
        assertThat(way).extracting(GameViewModel.Balance::step).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void stepsThatAResumedRunDoesAgainAreOnTheWayAlready() {
        judge(10, 0.6, 0.4);
        judge(9, 0.1, 0.1);

        assertThat(game.way()).hasSize(1);
    }

    @Test
    void theNewestJudgementsAreKept() {
        game.accept(new TrainingEvent.Judgements(20, List.of(0.25, 0.75), List.of(0.5, 0.5)));

        assertThat(game.judgementsProperty().get())
                .isEqualTo(new GameViewModel.Judgements(List.of(0.25, 0.75), List.of(0.5, 0.5)));
    }
}
