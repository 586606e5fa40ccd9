package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.job.JobContext;

class MeanChangeTest {
    private static final MeanChange CHANGE = new MeanChange(new float[][] {{3, 1, 0}, {3, 7, 0}});

    @Test
    void theDirectionIsTheMeanOfWhatStepsChange() {
        assertThat(CHANGE.direction()).containsExactly(new float[] {0.6f, 0.8f, 0}, within(1e-6f));
    }

    @Test
    void itIsTurnedToWhereLessChangesBesidesAndOthersAreProjectedOut() {
        SideEffects.Sum sum = new SideEffects.Sum(3);
        sum.add(new float[][] {{0}, {1}, {0}}, new float[][] {{0}, {1}, {0}});

        // the only axis with side effects has three times the mean: 1 + 1 · 3 · 2 = 7
        assertThat(CHANGE.direction(new TwoSides.Refinement(sum.weighing(1), List.of())))
                .containsExactly(unit(3, 4f / 7, 0), within(1e-5f));
        assertThat(CHANGE.direction(new TwoSides.Refinement(null, List.of(new float[] {0, 1, 0}))))
                .containsExactly(new float[] {1, 0, 0}, within(1e-6f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHANGE.direction(new TwoSides.Refinement(null, List.of(CHANGE.direction()))))
                .withMessageContaining("hardly anything");
    }

    private static float[] unit(float... values) {
        return UnitVectors.floats(UnitVectors.unit(UnitVectors.doubles(values)));
    }

    @Test
    void pointsThatAgreeGiveAConfidentDirection() {
        float[][] agree = new float[30][];
        float[][] differ = new float[30][];
        for (int i = 0; i < agree.length; i++) {
            agree[i] = new float[] {1, 0.1f * (i % 3)};
            differ[i] = i % 2 == 0 ? new float[] {1, 5} : new float[] {1, -5};
        }

        assertThat(confidence(new MeanChange(agree)).low()).isGreaterThan(0.99);
        assertThat(confidence(new MeanChange(differ)).low()).isLessThan(0.9);
    }

    private static Confidence confidence(MeanChange change) {
        return change.confidence(TwoSides.Refinement.NONE, change.direction(), 1, JobContext.unattended());
    }

    @Test
    void whatChangesNothingHasNoDirection() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MeanChange(new float[][] {{0, 0}}).direction());
        assertThatIllegalArgumentException().isThrownBy(() -> new MeanChange(new float[0][]));
    }
}
