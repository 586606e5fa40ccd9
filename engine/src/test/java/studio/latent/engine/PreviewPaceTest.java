package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.SamplerSettings;

class PreviewPaceTest {
    private static final SamplerSettings TWENTY = SamplerSettings.DEFAULTS.inSteps(20);

    private final PreviewPace pace = new PreviewPace();

    @Test
    void theFirstPreviewHasFewSteps() throws BadOption {
        assertThat(pace.preview("model", TWENTY)).isEqualTo(TWENTY.inSteps(PreviewPace.FEWEST));
        assertThat(pace.preview("model", TWENTY.inSteps(2))).isEqualTo(TWENTY.inSteps(2));
    }

    @Test
    void aPreviewHasAsManyStepsAsAreInTime() throws BadOption {
        pace.took("model", TWENTY, 20 * PreviewPace.AIM / 5.5);
        assertThat(pace.preview("model", TWENTY).steps()).isEqualTo(5);

        pace.took("model", TWENTY, 20 * PreviewPace.AIM);
        assertThat(pace.preview("model", TWENTY).steps()).isEqualTo(PreviewPace.FEWEST);

        pace.took("model", TWENTY, 20 * PreviewPace.AIM / 19.5);
        assertThat(pace.preview("model", TWENTY).steps()).isEqualTo(PreviewPace.MOST);
    }

    @Test
    void anImageThatIsInTimeNeedsNoPreview() throws BadOption {
        pace.took("model", TWENTY, PreviewPace.AIM / 1.01);

        assertThat(pace.preview("model", TWENTY)).isEqualTo(TWENTY);
        assertThat(pace.preview("model", TWENTY.sampledBy("heun", Map.of())))
                .as("two evaluations a step are not")
                .isEqualTo(TWENTY.inSteps(PreviewPace.MOST));
    }

    @Test
    void anotherModelAndWishesAreMeasuredAnew() throws BadOption {
        pace.took("model", TWENTY, PreviewPace.AIM / 100);

        assertThat(pace.preview("other", TWENTY).steps()).isEqualTo(PreviewPace.FEWEST);
        assertThat(pace.preview("model", TWENTY.wishing("dog")).steps()).isEqualTo(PreviewPace.FEWEST);
    }

    @Test
    void aRandomSamplerIsPreviewedByASolverOfTheFlow() throws BadOption {
        SamplerSettings ddpm = TWENTY.sampledBy("ddpm", Map.of()).inSteps(500);

        assertThat(pace.preview("model", ddpm).sampler()).isEqualTo("dpm-solver-2m");
        assertThat(pace.preview("model", TWENTY.sampledBy("lcm", Map.of())).sampler())
                .isEqualTo("lcm");
    }
}
