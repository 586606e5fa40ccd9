package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreconditioningTest {
    private static final double X0 = 0.3;
    private static final double NOISE = -1.7;

    static List<Preconditioning> all() {
        List<Preconditioning> all = new ArrayList<>();
        for (NoiseKind kind : NoiseKind.values()) {
            for (Prediction prediction : Prediction.values()) {
                all.add(new Preconditioning.Predicting(kind.schedule(), prediction));
            }
        }
        all.add(new Preconditioning.Edm(EdmNoise.PAPER));
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void aNetworkThatHitsItsTargetGivesTheImageBack(Preconditioning preconditioning) {
        NoiseSchedule schedule = preconditioning.schedule();
        for (double sigma : new double[] {schedule.sigmaMin(), 0.1, 1, 7, schedule.sigmaMax()}) {
            Preconditioning.Coefficients c = preconditioning.at(sigma);
            double target = c.targetImage() * X0 + c.targetNoise() * NOISE;

            double denoised = c.skip() * (X0 + sigma * NOISE) + c.output() * target;

            assertThat(denoised)
                    .as("%s at %s", preconditioning, sigma)
                    .isCloseTo(X0, within(1e-9 * Math.max(1, sigma)));
            assertThat(c.input()).isEqualTo(schedule.signal(sigma));
            assertThat(c.time()).isEqualTo(schedule.time(sigma));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NoiseKind.class,
            names = {"LINEAR", "SCALED_LINEAR", "COSINE", "SIGMOID", "FLOW"})
    void targetsAreThoseOfThePapers(NoiseKind kind) {
        NoiseSchedule schedule = kind.schedule();
        double sigma = 1.3;
        double a = schedule.signal(sigma);
        double b = a * sigma;

        assertThat(target(schedule, Prediction.EPSILON, sigma)).isCloseTo(NOISE, within(1e-12));
        assertThat(target(schedule, Prediction.X0, sigma)).isCloseTo(X0, within(1e-12));
        if (kind == NoiseKind.FLOW) {
            assertThat(a + b).isCloseTo(1, within(1e-12));
        } else {
            assertThat(target(schedule, Prediction.V, sigma)).isCloseTo(a * NOISE - b * X0, within(1e-12));
        }
        assertThat(target(schedule, Prediction.FLOW, sigma)).isCloseTo(NOISE - X0, within(1e-12));
    }

    private static double target(NoiseSchedule schedule, Prediction prediction, double sigma) {
        Preconditioning.Coefficients c = new Preconditioning.Predicting(schedule, prediction).at(sigma);
        return c.targetImage() * X0 + c.targetNoise() * NOISE;
    }

    @Test
    void edmGivesInputAndTargetUnitVarianceAtEverySigma() {
        double data = EdmNoise.PAPER.sigmaData();
        for (double sigma : new double[] {0.002, 0.5, 3, 80}) {
            Preconditioning.Coefficients c = new Preconditioning.Edm(EdmNoise.PAPER).at(sigma);
            double imagePart = c.targetImage() * data;

            assertThat(c.input() * c.input() * (data * data + sigma * sigma)).isCloseTo(1, within(1e-12));
            assertThat(imagePart * imagePart + c.targetNoise() * c.targetNoise())
                    .isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void aSigmaThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Preconditioning.Edm(EdmNoise.PAPER).at(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sigma must be positive");
    }

    @ParameterizedTest
    @EnumSource(NoiseKind.class)
    void timesRunWithTheNoiseAndAreInverted(NoiseKind kind) {
        NoiseSchedule schedule = kind.schedule();
        double before = Double.NEGATIVE_INFINITY;
        for (double sigma : new double[] {schedule.sigmaMin(), 0.3, 2, 10, schedule.sigmaMax()}) {
            assertThat(schedule.time(sigma)).isGreaterThan(before);
            assertThat(schedule.sigmaAt(schedule.time(sigma))).isCloseTo(sigma, within(1e-6 * sigma));
            before = schedule.time(sigma);
        }
    }
}
