package studio.latent.engine.train.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.latent.engine.train.doctor.Recorded.findingOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor beside games of two players.
class GameDoctorTest {
    private static final long SEED = 21;
    private static final int STEPS = 6000;

    private final RandomGenerator random = new SplittableRandom(SEED);

    private double noisy(double value, double share) {
        double normal = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        return value * (1 + share * normal);
    }

    /// Numbers as a game of probabilities reports them, each with a tenth of scatter.
    private Map<Vital, Double> judged(double accuracy, double real, double fake, double generatorLoss) {
        return new EnumMap<>(Map.of(
                Vital.DISCRIMINATOR_ACCURACY, Math.clamp(noisy(accuracy, 0.05), 0, 1),
                Vital.DISCRIMINATOR_REAL, Math.clamp(noisy(real, 0.05), 0, 1),
                Vital.DISCRIMINATOR_FAKE, Math.clamp(noisy(fake, 0.05), 0, 1),
                Vital.GENERATOR_LOSS, noisy(generatorLoss, 0.1),
                Vital.DISCRIMINATOR_LOSS, noisy(1, 0.1),
                Vital.GENERATOR_GRADIENT_NORM, noisy(1.5, 0.1),
                Vital.DISCRIMINATOR_GRADIENT_NORM, noisy(3, 0.1)));
    }

    /// Numbers as a game with a Wasserstein critic reports them.
    private Map<Vital, Double> criticised(double gap, double generatorGradient) {
        return new EnumMap<>(Map.of(
                Vital.CRITIC_REAL,
                noisy(gap, 0.05) + 7,
                Vital.CRITIC_FAKE,
                7.0,
                Vital.GENERATOR_LOSS,
                -7.0,
                Vital.DISCRIMINATOR_LOSS,
                -gap + 0.2 * gap,
                Vital.GRADIENT_PENALTY,
                0.2 * gap,
                Vital.GENERATOR_GRADIENT_NORM,
                noisy(generatorGradient, 0.1),
                Vital.DISCRIMINATOR_GRADIENT_NORM,
                noisy(10, 0.1)));
    }

    private static Map<Vital, Double> with(Map<Vital, Double> numbers, Vital vital, double value) {
        numbers.put(vital, value);
        return numbers;
    }

    /// A quarter of an hour on Fashion-MNIST's test images: the presets `small` and `wasserstein-penalty` at a
    /// quarter of their width, the latter also with limited weights in place of the penalty.
    @ParameterizedTest
    @CsvSource({"healthy-game.csv, 1500", "healthy-critic.csv, 1500", "healthy-limited-critic.csv, 1000"})
    void isSilentOnTheRecordsOfHealthyGames(String file, int steps) throws IOException {
        TrainingDoctor doctor = new TrainingDoctor(steps, 0);
        List<Diagnosis> said = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GameDoctorTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            String[] names = lines.readLine().split(",", -1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                Map<String, Double> numbers = new HashMap<>();
                for (int i = 1; i < cells.length; i++) {
                    numbers.put(names[i], Double.parseDouble(cells[i]));
                }
                said.addAll(doctor.observe(Observation.ofNames(Integer.parseInt(cells[0]), 1, numbers)));
                assertThat(doctor.wildSince()).as(line).isEqualTo(-1);
            }
        }

        assertThat(said).isEmpty();
    }

    @Test
    void theGamesOfTheModelsThatShipAreHealthyToTheirEnds() {
        List<Diagnosis> fashion = new Recorded(STEPS).feed(STEPS, step -> {
            double late = 1 - Math.exp(-step / 500.0);
            return judged(0.95 - 0.403 * late, 0.83 - 0.283 * late, 0.27 + 0.253 * late, 1.4 - 0.55 * late);
        });
        List<Diagnosis> avatars =
                new Recorded(9000).feed(9000, step -> judged(0.953, 0.67, 0.118, 1.2 + 0.26 * step / 9000));

        assertThat(fashion)
                .as("gan-fashion ends at 55 %% told apart, seed %d", SEED)
                .isEmpty();
        assertThat(avatars)
                .as("gan-avatars ends at 95 %% told apart, seed %d", SEED)
                .isEmpty();
    }

    @Test
    void aDiscriminatorHasWonWhenItIsSureAndTheGeneratorLosesMoreAndMore() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> before = run.feed(1000, _ -> judged(0.8, 0.7, 0.3, 1.2));
        List<Diagnosis> won = run.feed(
                1500, step -> with(judged(1, 1, 0.01, 4 + 0.004 * (step - 1000)), Vital.DISCRIMINATOR_ACCURACY, 0.995));
        List<Diagnosis> after = run.feed(400, _ -> judged(0.8, 0.7, 0.3, 1.2));

        assertThat(before).isEmpty();
        Finding finding = findingOf(won.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DISCRIMINATOR_TOO_STRONG);
        assertThat(finding.since()).isBetween(1001, 1250);
        assertThat(finding.ailment().spoilsWeights()).isTrue();
        assertThat(finding.ailment().remedies())
                .startsWith(Remedy.WEAKEN_DISCRIMINATOR, Remedy.RESTORE_HEALTHY)
                .contains(Remedy.STOP);
        assertThat(won).hasSize(1);
        assertThat(after)
                .extracting(change -> change instanceof Diagnosis.Ended ended ? ended.ailment() : null)
                .containsExactly(Ailment.DISCRIMINATOR_TOO_STRONG);
    }

    @Test
    void aDiscriminatorHasWonWhenItLeavesTheGeneratorNoGradient() {
        Recorded run = new Recorded(STEPS);
        run.feed(20, _ -> with(judged(0.8, 0.7, 0.3, 1.2), Vital.GENERATOR_GRADIENT_NORM, 1));
        List<Diagnosis> won = run.feed(1500, _ -> {
            Map<Vital, Double> end = with(judged(1, 1, 0, 27.6), Vital.DISCRIMINATOR_ACCURACY, 1);
            return with(end, Vital.GENERATOR_GRADIENT_NORM, 0);
        });

        Finding finding = findingOf(won.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DISCRIMINATOR_TOO_STRONG);
        assertThat(finding.symptom()).isInstanceOf(Symptom.NoGradient.class);
        assertThat(finding.since())
                .as("no checkpoint of a dead generator is healthy")
                .isLessThan(250);
    }

    @Test
    void aDiscriminatorThatIsSureWhileTheGeneratorHoldsItsOwnHasNotWon() {
        List<Diagnosis> said =
                new Recorded(STEPS).feed(STEPS, _ -> with(judged(1, 1, 0.02, 3.5), Vital.DISCRIMINATOR_ACCURACY, 0.99));

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aDiscriminatorThatNeverLearnsIsTooWeakAndOneThatComesToAHalfIsNot() {
        List<Diagnosis> never = new Recorded(STEPS).feed(2000, _ -> judged(0.5, 0.5, 0.5, 0.69));
        List<Diagnosis> balanced = new Recorded(STEPS)
                .feed(2000, step -> step < 300 ? judged(0.9, 0.8, 0.3, 1) : judged(0.5, 0.5, 0.5, 0.69));

        assertThat(never).extracting(d -> findingOf(d).ailment()).containsExactly(Ailment.DISCRIMINATOR_TOO_WEAK);
        assertThat(findingOf(never.getFirst()).since()).isEqualTo(1);
        assertThat(balanced).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aGameThatGoesOnFromACheckpointInBalanceIsNotTooWeak() {
        TrainingDoctor doctor = new TrainingDoctor(STEPS, 0);
        List<Diagnosis> said = new ArrayList<>();
        for (int step = 3001; step <= 5000; step++) {
            said.addAll(doctor.observe(new Observation(step, 1, judged(0.51, 0.5, 0.5, 0.69))));
        }

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    @Test
    void lossesThatExplodeAreDivergenceSinceTheyLeftTheirBounds() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> healthy = run.feed(1000, _ -> judged(0.8, 0.7, 0.3, 1.2));
        List<Diagnosis> exploding = run.feed(
                300, step -> with(judged(0.5, 0.5, 0.5, 1), Vital.GENERATOR_LOSS, 1.2 * Math.pow(1.03, step - 1000)));

        assertThat(healthy).as("seed %d", SEED).isEmpty();
        Finding finding = findingOf(exploding.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
        assertThat(finding.since()).as("1.03^78 = 10").isBetween(1070, 1090);
        assertThat(finding.step()).as("1.03^155 = 100, and three blocks").isBetween(1160, 1240);
        assertThat(finding.symptom()).isInstanceOfSatisfying(Symptom.PlayersLossGrew.class, seen -> {
            assertThat(seen.usual()).isBetween(0.9, 1.5);
            assertThat(seen.now()).isGreaterThan(100);
        });
    }

    @Test
    void aGameThatWasAbsurdFromItsFirstStepOnIsFoundToo() {
        List<Diagnosis> said =
                new Recorded(STEPS).feed(100, _ -> with(judged(0.5, 0.5, 0.5, 1), Vital.DISCRIMINATOR_LOSS, 5e4));

        Finding finding = findingOf(said.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
        assertThat(finding.since()).isEqualTo(1);
        assertThat(finding.step()).isEqualTo(60);
    }

    @Test
    void aLevelOutOfBoundsIsNeverTakenForUsualAndTheFindingEndsWhenItIsOver() {
        Recorded run = new Recorded(20_000);
        run.feed(1000, _ -> judged(0.8, 0.7, 0.3, 1.2));

        List<Diagnosis> ill = run.feed(
                6000, _ -> with(judged(0.8, 0.7, 0.3, 1.2), Vital.DISCRIMINATOR_GRADIENT_NORM, noisy(400, 0.1)));
        List<Diagnosis> over = run.feed(100, _ -> judged(0.8, 0.7, 0.3, 1.2));

        assertThat(ill).hasSize(1);
        assertThat(findingOf(ill.getFirst()).symptom()).isInstanceOf(Symptom.PlayersGradientGrew.class);
        assertThat(over).hasSize(1).first().isInstanceOf(Diagnosis.Ended.class);
    }

    @Test
    void sinceWhenAGameIsWildIsKnownBeforeItIsCertainAndForgottenWhenItIsOver() {
        for (int start : new int[] {60, 1000}) {
            TrainingDoctor doctor = new TrainingDoctor(STEPS, 0);
            for (int step = 1; step <= start + 70; step++) {
                boolean wild = step > start && step <= start + 30;
                doctor.observe(new Observation(step, 1, criticised(20, wild ? 1e5 : 5)));
                if (step == start || step == start + 30 || step == start + 60) {
                    assertThat(doctor.wildSince()).as("step %d", step).isEqualTo(step == start + 30 ? start + 1 : -1);
                }
            }
            assertThat(doctor.open()).as("30 steps are too few").isEmpty();
        }
    }

    @Test
    void singleSpikesAreNoDivergence() {
        List<Diagnosis> said = new Recorded(STEPS)
                .feed(
                        STEPS,
                        step -> with(
                                judged(0.8, 0.7, 0.3, 1.2),
                                Vital.DISCRIMINATOR_LOSS,
                                step % 8 == 0 ? 5000 : noisy(1, 0.1)));

        assertThat(said).as("a penalty every eighth step, seed %d", SEED).isEmpty();
    }

    @Test
    void aCriticOfAnyScaleIsComparedWithItselfAlone() {
        for (double scale : new double[] {1e-4, 1, 1e5}) {
            Recorded run = new Recorded(STEPS);
            List<Diagnosis> healthy = run.feed(2000, step -> criticised(scale * (1 - Math.exp(-step / 100.0)), scale));
            List<Diagnosis> exploding = run.feed(300, step -> criticised(scale, scale * Math.pow(1.03, step - 2000)));

            assertThat(healthy).as("scale %s, seed %d", scale, SEED).isEmpty();
            Finding finding = findingOf(exploding.getFirst());
            assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
            assertThat(finding.since()).isBetween(2060, 2100);
        }
    }

    @Test
    void aCriticWhoseScoresPartWithoutEndIsNotHeld() {
        List<Diagnosis> said =
                new Recorded(STEPS).feed(4000, step -> criticised(Math.pow(step / 1000.0, 3), 1 + step / 1000.0));

        assertThat(said).hasSize(1);
        Finding finding = findingOf(said.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DISCRIMINATOR_TOO_STRONG);
        assertThat(finding.symptom())
                .isInstanceOfSatisfying(
                        Symptom.CriticGap.class, seen -> assertThat(seen.now()).isGreaterThan(4 * seen.before()));
        assertThat(finding.since()).isLessThan(finding.step() - 1500);
    }

    @Test
    void aCriticThatLeadsTheGeneratorNowhereIsFlat() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> healthy = run.feed(2000, _ -> criticised(20, 5));
        List<Diagnosis> flat = run.feed(800, _ -> criticised(20, 1e-4));

        assertThat(healthy).as("seed %d", SEED).isEmpty();
        assertThat(findingOf(flat.getFirst()).ailment()).isEqualTo(Ailment.DISCRIMINATOR_TOO_STRONG);
        assertThat(findingOf(flat.getFirst()).symptom()).isInstanceOf(Symptom.NoGradient.class);
    }

    /// A critic with a penalty whose two parts are given, as from the first step on.
    private Map<Vital, Double> penalised(double gap, double penalty) {
        Map<Vital, Double> numbers = criticised(gap, 5);
        numbers.put(Vital.CRITIC_REAL, noisy(gap, 0.05) + 7);
        numbers.put(Vital.GRADIENT_PENALTY, noisy(penalty, 0.05));
        numbers.put(Vital.DISCRIMINATOR_LOSS, penalty - gap);
        numbers.put(Vital.DISCRIMINATOR_GRADIENT_NORM, noisy(1 + penalty, 0.1));
        return numbers;
    }

    @Test
    void aPenalisedCriticThatExplodesInItsFirstStepsIsDivergence() {
        for (double lambda : new double[] {0.1, 10}) {
            // scores grow by 3 % a step; the penalty with their square
            Recorded run = new Recorded(STEPS);
            List<Diagnosis> said = run.feed(
                    300, step -> penalised(Math.pow(1.03, step), lambda * (0.9 + Math.pow(1.03, 2.0 * step) / 10)));

            Finding finding = findingOf(said.getFirst());
            assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
            assertThat(finding.ailment().remedies()).startsWith(Remedy.RESTORE_HEALTHY, Remedy.HALVE_LEARNING_RATE);
            assertThat(finding.since()).as("λ %s, seed %d", lambda, SEED).isBetween(70, 200);
            assertThat(finding.step()).as("λ %s, seed %d", lambda, SEED).isBetween(120, 260);
            assertThat(finding.symptom())
                    .isInstanceOfSatisfying(
                            Symptom.PlayersLossGrew.class,
                            seen -> assertThat(seen.now()).isGreaterThan(10 * seen.usual()));
        }
    }

    @Test
    void aPenalisedCriticThatWasLostInItsSecondStepIsNeverTakenForUsualAndItsEndIsTold() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> lost = run.feed(2000, step -> step == 1 ? penalised(0.01, 8) : penalised(30, 1e5));
        List<Diagnosis> over = run.feed(40, _ -> penalised(20, 3));

        assertThat(lost).hasSize(1);
        assertThat(findingOf(lost.getFirst()).since()).isLessThanOrEqualTo(2);
        assertThat(findingOf(lost.getFirst()).step()).isLessThanOrEqualTo(80);
        assertThat(over).hasSize(1).first().isInstanceOf(Diagnosis.Ended.class);
    }

    @Test
    void aPenalisedCriticOfLargeImagesIsHealthyForItsDistanceOutweighsItsPenalty() {
        // the best slope is 1 + W/(2λ): with λ = 0.1 and W = 50 it is 251
        List<Diagnosis> said = new Recorded(STEPS).feed(STEPS, step -> {
            double slope = 1 + 250 * (1 - Math.exp(-step / 100.0));
            return penalised(50 * slope, 0.1 * (slope - 1) * (slope - 1));
        });

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aCriticThatBeganWildAndCalmedDownIsHealthy() {
        // as recorded with Adam at a learning rate of 0.1: 10⁴ in steps 5 to 20, and better than nothing from 40 on
        List<Diagnosis> said = new Recorded(STEPS)
                .feed(600, step -> step < 5 ? penalised(0.1, 8) : step < 40 ? penalised(5, 1e4) : penalised(10, 3));

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    private Map<Vital, Double> deviating(double share) {
        return with(
                with(judged(0.8, 0.7, 0.3, 1.2), Vital.REAL_DEVIATION, noisy(0.25, 0.05)),
                Vital.GENERATED_DEVIATION,
                noisy(0.25 * share, 0.05));
    }

    @Test
    void aGeneratorThatComesToMakeOneImageHasCollapsedWithoutAnyMeasurement() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> healthy = run.feed(2000, step -> deviating(0.9 - 0.5 * Math.exp(-step / 200.0)));
        List<Diagnosis> collapsed = run.feed(2000, _ -> deviating(0.04));
        List<Diagnosis> over = run.feed(400, _ -> deviating(0.8));

        assertThat(healthy).as("seed %d", SEED).isEmpty();
        assertThat(collapsed).hasSize(1);
        Finding finding = findingOf(collapsed.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.MODE_COLLAPSE);
        assertThat(finding.since()).as("so that the way back leads to before").isBetween(1900, 2001);
        assertThat(finding.step()).as("1200 steps of patience").isBetween(3200, 3500);
        assertThat(finding.ailment().remedies()).startsWith(Remedy.RESTORE_HEALTHY);
        assertThat(finding.symptom())
                .isInstanceOfSatisfying(
                        Symptom.LowDeviation.class,
                        seen -> assertThat(seen.generated() / seen.real()).isLessThan(0.1));
        assertThat(over)
                .extracting(change -> change instanceof Diagnosis.Ended ended ? ended.ailment() : null)
                .containsExactly(Ailment.MODE_COLLAPSE);
    }

    @Test
    void aGeneratorThatBeginsWithOneImageAndGetsMoreDiverseIsHealthy() {
        // dense layers and a critic with limited weights: a twentieth at first, a seventh after 1,500 steps
        List<Diagnosis> slow =
                new Recorded(STEPS).feed(STEPS, step -> deviating(0.05 + 0.25 * Math.min(1, step / 4000.0)));
        List<Diagnosis> convolutions =
                new Recorded(1500).feed(1500, step -> deviating(step < 450 ? 0.1 : 0.4 + step / 5000.0));

        assertThat(slow).as("seed %d", SEED).isEmpty();
        assertThat(convolutions).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aGeneratorThatNeverLeavesItsOneImageIsFoundToo() {
        List<Diagnosis> said = new Recorded(STEPS).feed(3000, _ -> deviating(0.06));

        assertThat(said).extracting(d -> findingOf(d).ailment()).containsExactly(Ailment.MODE_COLLAPSE);
        assertThat(findingOf(said.getFirst()).since())
                .as("no checkpoint of it is healthy")
                .isLessThan(10);
    }

    @Test
    void aBatchOfOneImageHasNoDeviation() {
        List<Diagnosis> said = new Recorded(STEPS).feed(3000, _ -> {
            Map<Vital, Double> numbers = with(judged(0.8, 0.7, 0.3, 1.2), Vital.REAL_DEVIATION, 0);
            return with(numbers, Vital.GENERATED_DEVIATION, 0);
        });

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aMeasurementThatSeesNothingDoesNotEndACollapseThatTheStepsShow() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> collapsed = run.feed(2500, step -> deviating(step < 1000 ? 0.9 : 0.04));

        List<Diagnosis> said = run.feed(3, _ -> Map.of(Vital.SPREAD, 9.0, Vital.REAL_SPREAD, 10.0));

        assertThat(collapsed).extracting(d -> findingOf(d).ailment()).containsExactly(Ailment.MODE_COLLAPSE);
        assertThat(said).isEmpty();
    }
}
