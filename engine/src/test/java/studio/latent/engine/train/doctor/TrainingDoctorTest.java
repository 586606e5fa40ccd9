package studio.latent.engine.train.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.latent.engine.train.doctor.Recorded.findingOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingDoctorTest {
    private static final long SEED = 20;
    private static final int STEPS = 4000;

    @ParameterizedTest
    @CsvSource({"healthy-fashion.csv, 6000", "healthy-avatars.csv, 3500"})
    void isSilentOnTheRecordsOfHealthyRuns(String file, int steps) throws IOException {
        TrainingDoctor doctor = new TrainingDoctor(steps, 100);
        List<Diagnosis> said = new ArrayList<>();
        for (String line : lines(file)) {
            String[] cells = line.split(",", -1);
            said.addAll(doctor.observe(new Observation(
                    Integer.parseInt(cells[0]),
                    1,
                    Map.of(Vital.TOTAL_LOSS, Double.parseDouble(cells[1]), Vital.KL, Double.parseDouble(cells[2])))));
        }

        assertThat(said).isEmpty();
    }

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TrainingDoctorTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }

    @Test
    void isSilentOnAHealthyRunOfEveryFamilysNumbers() {
        RandomGenerator random = new SplittableRandom(SEED);
        List<Diagnosis> said = new Recorded(STEPS)
                .feed(
                        STEPS,
                        step -> Map.of(
                                Vital.TOTAL_LOSS, healthyLoss(step, random),
                                Vital.KL, 15.0,
                                Vital.ACTIVE_UNITS, 12.0,
                                Vital.LATENT_DIMENSIONS, 16.0,
                                Vital.GRADIENT_NORM, 100 * Math.exp(0.5 * normal(random)),
                                Vital.CODEBOOK_SIZE, 512.0,
                                Vital.CODES_USED, 400.0,
                                Vital.CODEBOOK_PERPLEXITY, 200.0));
        said.addAll(new Recorded(STEPS)
                .feed(
                        STEPS,
                        step -> Map.of(
                                Vital.TOTAL_LOSS, 1 + 0.3 * normal(random) + 0.5 * Math.sin(step / 100.0),
                                Vital.DISCRIMINATOR_ACCURACY, 0.75 + 0.1 * normal(random))));
        said.addAll(new Recorded(STEPS)
                .feed(
                        40,
                        reading -> Map.of(
                                Vital.SPREAD, 9.0,
                                Vital.REAL_SPREAD, 10.0,
                                Vital.CLASS_ENTROPY, 2.1,
                                Vital.REAL_CLASS_ENTROPY, 2.3,
                                Vital.COVERAGE, 0.5 + 0.2 * reading / 40,
                                Vital.MEMORISATION, 0.04,
                                Vital.REAL_MEMORISATION, 0.02)));

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    private static double healthyLoss(int step, RandomGenerator random) {
        return 230 + 330 * Math.exp(-step / 150.0) + 5 * normal(random);
    }

    /// Box–Muller.
    private static double normal(RandomGenerator random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Test
    void aLossThatIsNoNumberIsFoundAtOnce() {
        Recorded run = new Recorded(STEPS);
        run.feed(10, _ -> Map.of(Vital.TOTAL_LOSS, 5.0));

        List<Diagnosis> said = run.feed(1, _ -> Map.of(Vital.TOTAL_LOSS, Double.NaN));

        assertThat(said)
                .containsExactly(
                        new Diagnosis.Began(new Finding(Ailment.NOT_A_NUMBER, new Symptom.NotANumber(), 11, 11)));
        assertThat(said).extracting(d -> findingOf(d).ailment().spoilsWeights()).containsExactly(true);
    }

    @Test
    void aLossThatRisesForAWhileIsFoundWithItsBeginningAndEndsWhenItHasFallen() {
        RandomGenerator random = new SplittableRandom(SEED);
        Recorded run = new Recorded(STEPS);
        run.feed(1000, step -> Map.of(Vital.TOTAL_LOSS, healthyLoss(step, random)));

        List<Diagnosis> rising =
                run.feed(400, step -> Map.of(Vital.TOTAL_LOSS, 230 + 0.5 * (step - 1000) + 5 * normal(random)));
        List<Diagnosis> falling = run.feed(100, _ -> Map.of(Vital.TOTAL_LOSS, 230 + 5 * normal(random)));

        Finding finding = findingOf(rising.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
        assertThat(finding.since()).isBetween(1040, 1140);
        assertThat(finding.symptom()).isInstanceOfSatisfying(Symptom.LossRose.class, seen -> {
            assertThat(seen.lowest()).isBetween(224.0, 232.0);
            assertThat(seen.now()).isGreaterThan(seen.lowest() + 30);
            assertThat(seen.noise()).isBetween(3.0, 8.0);
        });
        assertThat(falling)
                .anySatisfy(change -> assertThat(change)
                        .isInstanceOfSatisfying(
                                Diagnosis.Ended.class,
                                ended -> assertThat(ended.ailment()).isEqualTo(Ailment.DIVERGENCE)));
    }

    @Test
    void aLossFarAboveTheUntrainedModelsIsFoundHoweverMuchItVaries() {
        RandomGenerator random = new SplittableRandom(SEED);
        Recorded run = new Recorded(STEPS);
        run.feed(1, _ -> Map.of(Vital.TOTAL_LOSS, 508.0));

        List<Diagnosis> said =
                run.feed(60, _ -> Map.of(Vital.TOTAL_LOSS, 200_000 + 190_000 * (2 * random.nextDouble() - 1)));

        Finding finding = findingOf(said.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.DIVERGENCE);
        assertThat(finding.since()).isEqualTo(1);
        assertThat(finding.step()).isEqualTo(20);
    }

    @Test
    void aLatentThatWasEmptyFromTheStartIsSaidToBeSo() {
        TrainingDoctor doctor = new TrainingDoctor(STEPS, 100);
        List<Diagnosis> said = new ArrayList<>();
        for (int step = 1; step <= 400; step++) {
            said.addAll(doctor.observe(new Observation(step, 1, Map.of(Vital.TOTAL_LOSS, 300.0, Vital.KL, -3e-7))));
        }

        Finding finding = findingOf(said.getFirst());
        assertThat(finding.since()).isEqualTo(1);
        assertThat(finding.step()).as("the warm-up and 200 steps of patience").isEqualTo(300);
        assertThat(finding.symptom()).isEqualTo(new Symptom.EmptyLatent(0, -1, -1));
    }

    @Test
    void aLossThatRisesBecauseBetaRisesIsNoDivergence() {
        RandomGenerator random = new SplittableRandom(SEED);
        TrainingDoctor doctor = new TrainingDoctor(STEPS, 0);
        List<Diagnosis> said = new ArrayList<>();
        for (int step = 1; step <= 1000; step++) {
            double beta = Math.min(1, step / 500.0);
            said.addAll(doctor.observe(new Observation(
                    step, beta, Map.of(Vital.TOTAL_LOSS, 200 + 60 * beta + 5 * normal(random), Vital.KL, 20.0))));
        }

        assertThat(said).as("seed %d", SEED).isEmpty();
    }

    @Test
    void aLossThatJumpsAgainAndAgainIsTooHighALearningRate() {
        RandomGenerator random = new SplittableRandom(SEED);
        Recorded run = new Recorded(STEPS);
        run.feed(900, step -> Map.of(Vital.TOTAL_LOSS, healthyLoss(step, random)));

        List<Diagnosis> said =
                run.feed(300, step -> Map.of(Vital.TOTAL_LOSS, healthyLoss(step, random) + (step % 70 < 3 ? 200 : 0)));

        assertThat(findingOf(said.getFirst()).ailment()).isEqualTo(Ailment.LEARNING_RATE_TOO_HIGH);
        assertThat(findingOf(said.getFirst()).symptom()).isInstanceOf(Symptom.LossSpikes.class);
        assertThat(findingOf(said.getFirst()).since()).isEqualTo(910);
    }

    @Test
    void aLossThatSwingsWithoutGainingIsTooHighALearningRate() {
        RandomGenerator random = new SplittableRandom(SEED);
        Recorded run = new Recorded(STEPS);
        run.feed(1500, step -> Map.of(Vital.TOTAL_LOSS, healthyLoss(step, random)));

        List<Diagnosis> said = run.feed(600, step -> {
            double swing = Math.min(60, 0.2 * (step - 1500));
            return Map.of(Vital.TOTAL_LOSS, healthyLoss(step, random) + 0.4 * swing + (step % 2 == 0 ? swing : -swing));
        });

        assertThat(said).anySatisfy(change -> {
            assertThat(findingOf(change).ailment()).isEqualTo(Ailment.LEARNING_RATE_TOO_HIGH);
            assertThat(findingOf(change).symptom()).isInstanceOf(Symptom.LossSwings.class);
        });
    }

    @Test
    void gradientsThatBurstAreTooHighALearningRate() {
        RandomGenerator random = new SplittableRandom(SEED);
        Recorded run = new Recorded(STEPS);

        List<Diagnosis> said = run.feed(
                400,
                step -> Map.of(
                        Vital.GRADIENT_NORM,
                        10 * Math.exp(0.3 * normal(random)) * (step > 200 && step % 30 == 0 ? 100 : 1)));

        assertThat(said).hasSize(1);
        assertThat(findingOf(said.getFirst()).symptom())
                .isInstanceOfSatisfying(
                        Symptom.GradientBursts.class,
                        seen -> assertThat(seen.ratio()).isGreaterThan(10));
    }

    @Test
    void aLatentThatCarriesNothingIsPosteriorCollapse() {
        List<Diagnosis> said = new Recorded(STEPS)
                .feed(
                        1000,
                        step -> Map.of(
                                Vital.TOTAL_LOSS,
                                300.0 + 200 * Math.exp(-step / 100.0),
                                Vital.KL,
                                step < 40 ? 2.0 : 0.01,
                                Vital.ACTIVE_UNITS,
                                step < 40 ? 3.0 : 0.0,
                                Vital.LATENT_DIMENSIONS,
                                16.0));

        assertThat(said).hasSize(1);
        Finding finding = findingOf(said.getFirst());
        assertThat(finding.ailment()).isEqualTo(Ailment.POSTERIOR_COLLAPSE);
        assertThat(finding.since()).isEqualTo(40);
        assertThat(finding.symptom()).isEqualTo(new Symptom.EmptyLatent(0.01, 0, 16));
        assertThat(finding.ailment().remedies()).startsWith(Remedy.LOWER_BETA, Remedy.KL_WARMUP, Remedy.FREE_BITS);
    }

    @Test
    void aLatentOfWhichAllButAFewDimensionsAreEmptyIsPosteriorCollapse() {
        List<Diagnosis> said = new Recorded(STEPS)
                .feed(400, _ -> Map.of(Vital.KL, 0.9, Vital.ACTIVE_UNITS, 2.0, Vital.LATENT_DIMENSIONS, 64.0));

        assertThat(said).extracting(d -> findingOf(d).ailment()).containsExactly(Ailment.POSTERIOR_COLLAPSE);
    }

    @Test
    void aHeldOutLossThatRisesWhileTheOtherFallsIsOverFitting() {
        Recorded run = new Recorded(STEPS);
        List<Diagnosis> healthy = run.feed(
                20, reading -> Map.of(Vital.TRAIN_LOSS, 300 - 5.0 * reading, Vital.HELD_OUT_LOSS, 310 - 4.0 * reading));
        List<Diagnosis> ill = run.feed(
                10,
                reading ->
                        Map.of(Vital.TRAIN_LOSS, 300 - 5.0 * reading, Vital.HELD_OUT_LOSS, 230 + 3.0 * (reading - 20)));

        assertThat(healthy).isEmpty();
        assertThat(ill)
                .containsExactly(new Diagnosis.Began(
                        new Finding(Ailment.OVER_FITTING, new Symptom.HeldOutRises(230, 239, 185), 20, 23)));
    }

    @Test
    void copiesOfTrainingImagesAreMemorisation() {
        List<Diagnosis> said =
                new Recorded(STEPS).feed(5, _ -> Map.of(Vital.MEMORISATION, 0.3, Vital.REAL_MEMORISATION, 0.02));

        assertThat(said)
                .containsExactly(
                        new Diagnosis.Began(new Finding(Ailment.MEMORISATION, new Symptom.Copies(0.3, 0.02), 1, 2)));
    }

    @Test
    void imagesThatAreTooMuchAlikeAreModeCollapse() {
        Recorded bySpread = new Recorded(20);
        Recorded byClasses = new Recorded(20);
        Recorded byCoverage = new Recorded(20);

        assertThat(bySpread.feed(6, _ -> Map.of(Vital.SPREAD, 2.0, Vital.REAL_SPREAD, 10.0)))
                .extracting(d -> findingOf(d).symptom())
                .containsExactly(new Symptom.LowSpread(2, 10));
        assertThat(byClasses.feed(
                        6, _ -> Map.of(Vital.CLASS_ENTROPY, Math.log(2), Vital.REAL_CLASS_ENTROPY, Math.log(10))))
                .extracting(d -> findingOf(d).ailment())
                .containsExactly(Ailment.MODE_COLLAPSE);
        assertThat(byCoverage.feed(8, reading -> Map.of(Vital.COVERAGE, reading < 4 ? 0.8 : 0.1)))
                .extracting(d -> findingOf(d).symptom())
                .containsExactly(new Symptom.LostCoverage(0.1, 0.8));
    }

    @Test
    void aDiscriminatorThatHasWonAndOneThatHasGivenUpAreTold() {
        assertThat(new Recorded(STEPS).feed(700, _ -> Map.of(Vital.DISCRIMINATOR_ACCURACY, 0.995)))
                .extracting(d -> findingOf(d).ailment())
                .containsExactly(Ailment.DISCRIMINATOR_TOO_STRONG);
        assertThat(new Recorded(STEPS).feed(700, _ -> Map.of(Vital.DISCRIMINATOR_ACCURACY, 0.5)))
                .extracting(d -> findingOf(d).ailment())
                .containsExactly(Ailment.DISCRIMINATOR_TOO_WEAK);
        assertThat(new Recorded(STEPS)
                        .feed(700, _ -> Map.of(Vital.DISCRIMINATOR_REAL, 0.97, Vital.DISCRIMINATOR_FAKE, 0.02)))
                .extracting(d -> findingOf(d).symptom())
                .hasOnlyElementsOfType(Symptom.Scores.class)
                .hasSize(1);
    }

    @Test
    void aCodebookOfWhichMuchIsNeverChosenHasDeadCodes() {
        assertThat(new Recorded(STEPS).feed(1000, _ -> Map.of(Vital.CODEBOOK_SIZE, 512.0, Vital.CODES_USED, 90.0)))
                .extracting(d -> findingOf(d).symptom())
                .containsExactly(new Symptom.FewCodes(90, 512));
        assertThat(new Recorded(STEPS)
                        .feed(1000, _ -> Map.of(Vital.CODEBOOK_SIZE, 512.0, Vital.CODEBOOK_PERPLEXITY, 20.0)))
                .extracting(d -> findingOf(d).ailment())
                .containsExactly(Ailment.DEAD_CODES);
    }

    @Test
    void whatIsOpenIsWhatHasBegunAndNotEnded() {
        TrainingDoctor doctor = new TrainingDoctor(STEPS, 0);
        doctor.observe(new Observation(1, 1, Map.of(Vital.GRADIENT_NORM, Double.POSITIVE_INFINITY)));
        assertThat(doctor.open()).hasSize(1);

        List<Diagnosis> said = doctor.observe(new Observation(2, 1, Map.of(Vital.TOTAL_LOSS, 5.0)));

        assertThat(said).containsExactly(new Diagnosis.Ended(Ailment.NOT_A_NUMBER, 2));
        assertThat(doctor.open()).isEmpty();
    }
}
