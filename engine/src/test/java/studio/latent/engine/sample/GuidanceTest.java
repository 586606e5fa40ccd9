package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.SpecForm;

class GuidanceTest {
    private static final Samples X = new Samples(new int[] {1, 2}, new double[] {4, -2});
    private static final Denoiser CLASS = constant(1, 3);
    private static final Denoiser NEGATIVE = constant(0.5, -1);
    private static final Denoiser FORBIDDEN = (x, sigma) -> {
        throw new AssertionError("an evaluation too many");
    };

    private static Denoiser constant(double... values) {
        return (x, sigma) -> new Samples(x.shape(), values);
    }

    private static Guidance scale(double scale) {
        return new Guidance(scale, 0, 0, 1e6);
    }

    @Test
    void guidanceGoesAwayFromTheOtherCondition() throws Exception {
        assertThat(scale(3).of(CLASS, NEGATIVE).denoised(X, 2).values()).containsExactly(2, 11);
    }

    @Test
    void atScaleOneAndZeroOneModelIsAskedAlone() throws Exception {
        assertThat(scale(1).of(CLASS, FORBIDDEN).denoised(X, 2).values()).containsExactly(1, 3);
        assertThat(Guidance.NONE.of(CLASS, FORBIDDEN).denoised(X, 2).values()).containsExactly(1, 3);
        assertThat(scale(0).of(FORBIDDEN, NEGATIVE).denoised(X, 2).values()).containsExactly(0.5, -1);
    }

    @Test
    void outsideOfItsIntervalGuidanceCostsNothing() throws Exception {
        Guidance guidance = new Guidance(3, 0, 0.5, 2);

        assertThat(guidance.of(CLASS, FORBIDDEN).denoised(X, 0.5).values()).containsExactly(1, 3);
        assertThat(guidance.of(CLASS, FORBIDDEN).denoised(X, 2.1).values()).containsExactly(1, 3);
        assertThat(guidance.of(CLASS, NEGATIVE).denoised(X, 2).values()).containsExactly(2, 11);
    }

    @Test
    void rescalingIsThatOfDiffusersOnV() throws Exception {
        DiffusersGolden golden = DiffusersGolden.open();
        JsonObject one = golden.root().getAsJsonObject("rescale");
        Guidance guidance =
                new Guidance(one.get("scale").getAsDouble(), one.get("rescale").getAsDouble(), 0, 1e6);
        double sigma = 1.7;
        double a = 1 / Math.sqrt(1 + sigma * sigma);
        Samples x = golden.start();
        Denoiser conditional = ofV(golden.samples(one.get("conditional")), a);
        Denoiser without = ofV(golden.samples(one.get("unconditional")), a);

        Samples guided = guidance.of(conditional, without).denoised(x, sigma);

        // v = a·noise − b·x0 with noise = (x − x0) / sigma
        Samples v = x.plus(-1, guided).blend(a / sigma, -a * sigma, guided);
        assertThat(v.values()).containsExactly(golden.samples(one.get("result")).values(), within(1e-9));
    }

    private static Denoiser ofV(Samples v, double a) {
        return (x, sigma) -> x.times(a).blend(a, -a * sigma, v);
    }

    @Test
    void aScaleOutOfRangeIsRefusedWithItsRange() {
        assertThatThrownBy(() -> new SpecForm<>(Guidance.NONE).with(Map.of("scale", "31")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("[0, 30]");
        assertThatThrownBy(() -> new Guidance(2, 0, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("intervalHigh");
    }
}
