package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;

class UsualSamplingTest {
    private static UsualSampling usual(Map<String, String> settings) throws Exception {
        DiffusionSpec spec = DiffusionSpec.defaults(new ImageShape(1, 16, 16));
        return new Diffusion(new SpecForm<>(spec).with(settings)).usualSampling();
    }

    @Test
    void stepsEndOneLevelBeforeTheCleanestButForModelsOfEdm() throws Exception {
        assertThat(usual(Map.of("noiseSchedule", "cosine"))).isEqualTo(UsualSampling.OF_MANY_STEPS);
        assertThat(usual(Map.of("noiseSchedule", "linear"))).isEqualTo(UsualSampling.OF_MANY_STEPS);
        assertThat(usual(Map.of("noiseSchedule", "edm"))).isEqualTo(UsualSampling.OF_EDM);
        assertThat(UsualSampling.OF_MANY_STEPS.sigmaSchedule()).isEqualTo("sgm_uniform");
        assertThat(UsualSampling.OF_EDM.sigmaSchedule()).isEqualTo("karras");
    }

    @Test
    void stepsOutOfRangeAndBlankNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsualSampling("ddim", "model", 0))
                .withMessageContaining("steps must be in [1, 1000], got 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new UsualSampling("", "model", 1));
    }
}
