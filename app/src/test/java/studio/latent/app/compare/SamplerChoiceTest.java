package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.sample.SigmaSchedule;

class SamplerChoiceTest {
    private static final SamplerSettings USUAL =
            new SamplerSettings("lcm", Map.of(), SigmaSchedule.KARRAS, 4, 1.5, Map.of("dress", 1.0));

    @Test
    void without_a_choice_every_model_is_sampled_as_usual() {
        assertThat(SamplerChoice.USUAL.over(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void sampler_and_steps_take_the_place_of_the_usual_ones_and_nothing_else_does() {
        SamplerSettings chosen = new SamplerChoice("heun", 50).over(USUAL);

        assertThat(chosen)
                .isEqualTo(new SamplerSettings("heun", Map.of(), SigmaSchedule.KARRAS, 50, 1.5, Map.of("dress", 1.0)));
        assertThat(new SamplerChoice("", 10).over(USUAL)).isEqualTo(USUAL.inSteps(10));
    }

    @Test
    void another_sampler_has_its_steps_where_they_serve_it_and_keeps_the_styling() {
        SamplerSettings styled = USUAL.sampledBy("ddim", Map.of())
                .onSchedule(SigmaSchedule.SGM_UNIFORM)
                .styled(Styling.USUAL.shiftedBy(DecoderShift.ofStyles(new float[] {1, 2})));

        SamplerSettings chosen = new SamplerChoice("heun", 0).over(styled);

        assertThat(chosen.schedule()).isEqualTo(SigmaSchedule.KARRAS);
        assertThat(chosen.styling()).isEqualTo(styled.styling());
    }

    @Test
    void all_samplers_can_be_chosen_the_usual_one_first() {
        assertThat(SamplerChoice.samplers()).startsWith("", "dpm-solver-2m").contains("ddim", "ddpm", "lcm");
    }
}
