package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.sample.SigmaSchedule;

class SamplerSettingsTest {
    private static final SamplerSettings USUAL =
            new SamplerSettings("dpm-solver-2m", Map.of(), SigmaSchedule.SGM_UNIFORM, 20, 1.5, Map.of("dress", 1.0));

    @Test
    void another_sampler_brings_its_steps_to_where_they_serve_it() {
        assertThat(USUAL.sampledBy("heun", Map.of()).schedule()).isEqualTo(SigmaSchedule.KARRAS);
        assertThat(USUAL.sampledBy("ddim", Map.of("eta", "0.5")).schedule()).isEqualTo(SigmaSchedule.SGM_UNIFORM);
    }

    @Test
    void the_same_sampler_leaves_its_steps_where_they_are() {
        SamplerSettings asked = USUAL.sampledBy("heun", Map.of()).onSchedule(SigmaSchedule.EXPONENTIAL);

        assertThat(asked.sampledBy("heun", Map.of("churn", "10")).schedule()).isEqualTo(SigmaSchedule.EXPONENTIAL);
    }

    @Test
    void another_sampler_leaves_all_else_as_it_is() {
        SamplerSettings styled =
                USUAL.asTile().styled(Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[] {1, 2})));

        SamplerSettings other = styled.sampledBy("heun", Map.of());

        assertThat(other.styling()).isEqualTo(styled.styling());
        assertThat(other.tiled()).isTrue();
        assertThat(other.wishes()).isEqualTo(styled.wishes());
        assertThat(other.steps()).isEqualTo(20);
    }
}
