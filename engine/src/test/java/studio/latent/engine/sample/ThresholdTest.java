package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    @Test
    void theDynamicThresholdIsThatOfDiffusers() {
        DiffusersGolden golden = DiffusersGolden.open();
        JsonObject one = golden.root().getAsJsonObject("threshold");
        Threshold threshold = new Threshold.Dynamic(
                one.get("percentile").getAsDouble(), one.get("most").getAsDouble());

        Samples limited = threshold.limited(golden.samples(one.get("values")));

        assertThat(limited.values())
                .containsExactly(golden.samples(one.get("result")).values(), within(1e-6));
    }

    @Test
    void theStaticThresholdCutsAndNoneDoesNot() throws Exception {
        Samples wild = new Samples(new int[] {1, 3}, new double[] {-4, 0.25, 1.5});
        Denoiser denoiser = (x, sigma) -> wild;

        assertThat(new Threshold.Static(1).of(denoiser).denoised(wild, 1).values())
                .containsExactly(-1, 0.25, 1);
        assertThat(new Threshold.None().of(denoiser).denoised(wild, 1)).isEqualTo(wild);
        assertThat(wild.values()[0]).as("the model's image is not written to").isEqualTo(-4);
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Threshold.Static(0)).hasMessageContaining("limit must be in");
        assertThatThrownBy(() -> new Threshold.Dynamic(1.5, 2)).hasMessageContaining("percentile must be in");
        assertThatThrownBy(() -> new Threshold.Dynamic(0.9, 0.5)).hasMessageContaining("most must be in");
    }
}
