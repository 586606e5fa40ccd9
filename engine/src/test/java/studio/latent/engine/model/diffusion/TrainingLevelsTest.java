package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.VariancePreserving;

class TrainingLevelsTest {
    private static final Offset<Double> EXACT = within(1e-9);

    private static double[][] table(NoiseKind kind, Prediction prediction, double gamma) {
        return TrainingLevels.of(new Preconditioning.Predicting(kind.schedule(), prediction), gamma)
                .table();
    }

    @Test
    void levelsOfATableAreItsStepsWithTheirSharesOfImageAndNoise() {
        VariancePreserving schedule = (VariancePreserving) NoiseKind.COSINE.schedule();

        double[][] table = table(NoiseKind.COSINE, Prediction.EPSILON, 0);

        assertThat(table).hasNumberOfRows(1000);
        for (int t = 0; t < table.length; t += 37) {
            double alphaBar = schedule.alphaBar(t);
            assertThat(table[t][TrainingLevels.INPUT_IMAGE]).isCloseTo(Math.sqrt(alphaBar), EXACT);
            assertThat(table[t][TrainingLevels.INPUT_NOISE]).isCloseTo(Math.sqrt(1 - alphaBar), EXACT);
            assertThat(table[t][TrainingLevels.TIME]).isCloseTo(t, EXACT);
            assertThat(table[t][TrainingLevels.WEIGHT]).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void targetsAreWhatTheirNamesSay(Prediction prediction) {
        for (double[] row : table(NoiseKind.LINEAR, prediction, 0)) {
            double a = row[TrainingLevels.INPUT_IMAGE];
            double b = row[TrainingLevels.INPUT_NOISE];
            double[] expected = switch (prediction) {
                case EPSILON -> new double[] {0, 1};
                case X0 -> new double[] {1, 0};
                case V -> new double[] {-b, a};
                case FLOW -> new double[] {-1, 1};
            };
            assertThat(row[TrainingLevels.TARGET_IMAGE]).isCloseTo(expected[0], within(1e-7));
            assertThat(row[TrainingLevels.TARGET_NOISE]).isCloseTo(expected[1], within(1e-7));
        }
    }

    @Test
    void minSnrWeighsTheNoiseTheImageAndVAsInThePaper() {
        double gamma = 5;
        double[][] noise = table(NoiseKind.COSINE, Prediction.EPSILON, gamma);
        double[][] image = table(NoiseKind.COSINE, Prediction.X0, gamma);
        double[][] v = table(NoiseKind.COSINE, Prediction.V, gamma);
        for (int t = 0; t < noise.length; t += 29) {
            double a = noise[t][TrainingLevels.INPUT_IMAGE];
            double b = noise[t][TrainingLevels.INPUT_NOISE];
            double snr = a * a / (b * b);
            assertThat(noise[t][TrainingLevels.WEIGHT]).isCloseTo(Math.min(snr, gamma) / snr, within(1e-6));
            assertThat(image[t][TrainingLevels.WEIGHT]).isCloseTo(Math.min(snr, gamma), within(1e-6));
            assertThat(v[t][TrainingLevels.WEIGHT]).isCloseTo(Math.min(snr, gamma) / (snr + 1), within(1e-6));
        }
    }

    /// What Min-SNR makes of their ends is next to nothing: 4e-5 at EDM's largest sigma.
    @Test
    void edmAndStraightPathsWeighTheErrorsOfTheOutputAlikeWhateverTheLimit() {
        for (double gamma : new double[] {0, 5}) {
            TrainingLevels edm = TrainingLevels.of(new Preconditioning.Edm(EdmNoise.PAPER), gamma);
            for (double[][] table : List.of(edm.table(), table(NoiseKind.FLOW, Prediction.FLOW, gamma))) {
                for (double[] row : table) {
                    assertThat(row[TrainingLevels.WEIGHT]).isEqualTo(1);
                }
            }
        }
    }

    /// Karras et al. 2022, table 1: λ(σ) = (σ² + σ_data²)/(σ·σ_data)² on the error of the denoised image.
    @Test
    void aWeightOfOneOnTheOutputIsEdmsOwnOnTheDenoisedImage() {
        double data = EdmNoise.PAPER.sigmaData();
        for (double sigma : new double[] {0.002, 0.3, 80}) {
            double output = new Preconditioning.Edm(EdmNoise.PAPER).at(sigma).output();
            assertThat(1 / (output * output))
                    .isCloseTo((sigma * sigma + data * data) / (sigma * data * (sigma * data)), withinPercentage(1e-9));
        }
    }

    @Test
    void straightPathsRunFromImageToNoiseAndAskForTheirDifference() {
        double[][] table = table(NoiseKind.FLOW, Prediction.FLOW, 0);

        assertThat(table[499][TrainingLevels.INPUT_IMAGE]).isCloseTo(0.5, EXACT);
        assertThat(table[499][TrainingLevels.INPUT_NOISE]).isCloseTo(0.5, EXACT);
        assertThat(table[499][TrainingLevels.TARGET_IMAGE]).isCloseTo(-1, EXACT);
        assertThat(table[499][TrainingLevels.TARGET_NOISE]).isCloseTo(1, EXACT);
        assertThat(table[499][TrainingLevels.TIME]).isCloseTo(500, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void theEstimateOfANetworkThatIsRightIsTheImage(Prediction prediction) {
        for (NoiseKind kind : NoiseKind.values()) {
            for (double[] row : table(kind, prediction, 5)) {
                double image = row[TrainingLevels.ESTIMATE_SEEN] * row[TrainingLevels.INPUT_IMAGE]
                        + row[TrainingLevels.ESTIMATE_OUTPUT] * row[TrainingLevels.TARGET_IMAGE];
                double noise = row[TrainingLevels.ESTIMATE_SEEN] * row[TrainingLevels.INPUT_NOISE]
                        + row[TrainingLevels.ESTIMATE_OUTPUT] * row[TrainingLevels.TARGET_NOISE];
                assertThat(image).isCloseTo(1, within(1e-6));
                assertThat(noise).isCloseTo(0, within(1e-6));
            }
        }
    }

    @Test
    void inputAndTargetOfEdmHaveUnitVarianceAtEveryLevel() {
        EdmNoise noise = EdmNoise.PAPER;
        double variance = noise.sigmaData() * noise.sigmaData();
        for (double[] row : TrainingLevels.of(new Preconditioning.Edm(noise), 0).table()) {
            assertThat(square(row[TrainingLevels.INPUT_IMAGE]) * variance + square(row[TrainingLevels.INPUT_NOISE]))
                    .isCloseTo(1, EXACT);
            assertThat(square(row[TrainingLevels.TARGET_IMAGE]) * variance + square(row[TrainingLevels.TARGET_NOISE]))
                    .isCloseTo(1, within(1e-7));
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
