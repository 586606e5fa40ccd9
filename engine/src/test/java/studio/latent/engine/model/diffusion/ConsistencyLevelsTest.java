package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;

class ConsistencyLevelsTest {
    private static Preconditioning preconditioning(NoiseKind kind, Prediction prediction) {
        return new Preconditioning.Predicting(kind.schedule(), prediction);
    }

    private static double sigma(double[] row) {
        return row[ConsistencyLevels.INPUT_NOISE] / row[ConsistencyLevels.INPUT_IMAGE];
    }

    /// A step of DDIM done with a row's numbers on scaled inputs is the step on x = x0 + sigma·noise.
    @ParameterizedTest
    @CsvSource({"COSINE, V", "LINEAR, EPSILON", "SIGMOID, X0", "FLOW, FLOW"})
    void aRowIsAStepOfDdimInTheNetworksOwnFrame(NoiseKind kind, Prediction prediction) {
        Preconditioning preconditioning = preconditioning(kind, prediction);
        double[][] table = ConsistencyLevels.of(preconditioning, 16).table();
        double image = 0.3;
        double noise = -0.8;
        double output = 0.17;
        for (int i = 1; i < table.length; i++) {
            double sigma = sigma(table[i]);
            double below = sigma(table[i - 1]);
            Preconditioning.Coefficients high = preconditioning.at(sigma);
            Preconditioning.Coefficients low = preconditioning.at(below);
            double x = image + sigma * noise;
            double denoised = high.skip() * x + high.output() * output;
            double xBelow = below / sigma * x + (1 - below / sigma) * denoised;

            double seen =
                    table[i][ConsistencyLevels.INPUT_IMAGE] * image + table[i][ConsistencyLevels.INPUT_NOISE] * noise;
            double found = table[i][ConsistencyLevels.SKIP] * seen + table[i][ConsistencyLevels.OUTPUT] * output;
            double moved = table[i][ConsistencyLevels.KEEP] * seen + table[i][ConsistencyLevels.MOVE] * found;
            double answer =
                    table[i][ConsistencyLevels.LOW_SKIP] * moved + table[i][ConsistencyLevels.LOW_OUTPUT] * output;

            double scale = 1 + Math.abs(denoised);
            assertThat(seen).as("level %d", i).isCloseTo(high.input() * x, within(1e-9));
            assertThat(found).isCloseTo(denoised, within(1e-8 * scale));
            assertThat(moved).isCloseTo(low.input() * xBelow, within(1e-8 * scale));
            assertThat(answer).isCloseTo(low.skip() * xBelow + low.output() * output, within(1e-7 * scale));
        }
    }

    @Test
    void theFirstStepEndsAtTheImageItself() {
        double[] row = ConsistencyLevels.of(preconditioning(NoiseKind.COSINE, Prediction.V), 8)
                .table()[0];

        // below = the denoised image, and the answer there is what it is given
        assertThat(row[ConsistencyLevels.KEEP]).isZero();
        assertThat(row[ConsistencyLevels.MOVE]).isEqualTo(1);
        assertThat(row[ConsistencyLevels.LOW_SKIP]).isEqualTo(1);
        assertThat(row[ConsistencyLevels.LOW_OUTPUT]).isZero();
    }

    @Test
    void theLastStepBeginsAtTheMostNoise() {
        Preconditioning preconditioning = preconditioning(NoiseKind.COSINE, Prediction.V);
        double[][] table = ConsistencyLevels.of(preconditioning, 8).table();

        assertThat(table).hasNumberOfRows(8);
        assertThat(table[7][ConsistencyLevels.TIME])
                .isEqualTo(preconditioning
                        .at(preconditioning.schedule().sigmaMax())
                        .time());
        for (int i = 1; i < 8; i++) {
            assertThat(table[i][ConsistencyLevels.LOW_TIME]).isEqualTo(table[i - 1][ConsistencyLevels.TIME]);
        }
    }
}
