package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class InceptionScoreTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void scoresAgreeWithTorchFidelity(int splits) throws Exception {
        GoldenMetrics golden = GoldenMetrics.open();
        float[] logits = golden.real("tall").toArray();
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= 2;
        }

        Replicates score = of(new FeatureMatrix(1200, 8, logits), splits);

        assertThat(score.mean())
                .isEqualTo(golden.number("inceptionScore", "splits" + splits, "inception_score_mean"), within(1e-9));
        assertThat(score.deviation())
                .isEqualTo(golden.number("inceptionScore", "splits" + splits, "inception_score_std"), within(1e-9));
    }

    @Test
    void certainImagesOfAllClassesScoreTheNumberOfClasses() throws Exception {
        float[] certain = new float[5 * 5];
        for (int i = 0; i < 5; i++) {
            certain[i * 5 + i] = 200;
        }

        assertThat(of(new FeatureMatrix(5, 5, certain), 1).mean()).isEqualTo(5, within(1e-12));
        assertThat(of(new FeatureMatrix(5, 5, new float[25]), 1).mean()).isEqualTo(1, within(1e-12));
    }

    @Test
    void moreSplitsThanImagesAreRefused() {
        assertThatThrownBy(() -> of(new FeatureMatrix(5, 5, new float[25]), 6))
                .hasMessageContaining("splits must be within [1, 5], got 6");
    }

    private static Replicates of(FeatureMatrix logits, int splits) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> InceptionScore.of(ComputeDevice.CPU, logits, splits));
    }
}
