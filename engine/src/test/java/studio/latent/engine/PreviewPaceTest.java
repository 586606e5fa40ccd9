package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.sample.SigmaSchedule;

class PreviewPaceTest {
    private static final Rendering TWENTY = steps(20);

    private final PreviewPace pace = new PreviewPace();

    private static Rendering steps(int number) {
        return Rendering.DEFAULTS.sampledBy(SamplerSettings.DEFAULTS.inSteps(number));
    }

    private static Rendering by(String sampler, int steps) {
        return Rendering.DEFAULTS.sampledBy(
                SamplerSettings.DEFAULTS.sampledBy(sampler, Map.of()).inSteps(steps));
    }

    @Test
    void theFirstPreviewHasFewSteps() throws BadOption {
        assertThat(pace.preview("model", TWENTY)).isEqualTo(steps(PreviewPace.FEWEST));
        assertThat(pace.preview("model", steps(2))).isEqualTo(steps(2));
    }

    @Test
    void aPreviewHasAsManyStepsAsAreInTime() throws BadOption {
        pace.took("model", TWENTY, 20 * PreviewPace.AIM / 5.5);
        assertThat(pace.preview("model", TWENTY).sampling().steps()).isEqualTo(5);

        pace.took("model", TWENTY, 20 * PreviewPace.AIM);
        assertThat(pace.preview("model", TWENTY).sampling().steps()).isEqualTo(PreviewPace.FEWEST);

        pace.took("model", TWENTY, 20 * PreviewPace.AIM / 19.5);
        assertThat(pace.preview("model", TWENTY).sampling().steps()).isEqualTo(PreviewPace.MOST);
    }

    @Test
    void anImageThatIsInTimeNeedsNoPreview() throws BadOption {
        pace.took("model", TWENTY, PreviewPace.AIM / 1.01);

        assertThat(pace.preview("model", TWENTY)).isEqualTo(TWENTY);
        assertThat(pace.preview("model", by("heun", 20)))
                .as("two evaluations a step are not; the steps stay where the image has them")
                .isEqualTo(Rendering.DEFAULTS.sampledBy(SamplerSettings.DEFAULTS
                        .onSchedule(SigmaSchedule.KARRAS)
                        .inSteps(PreviewPace.MOST)));
    }

    @Test
    void anotherModelAndAnotherCostOfAnEstimateAreMeasuredAnew() throws BadOption {
        SamplerSettings dog = SamplerSettings.DEFAULTS.wishing("dog");
        pace.took("model", TWENTY, PreviewPace.AIM / 100);

        assertThat(pace.preview("other", TWENTY).sampling().steps()).isEqualTo(PreviewPace.FEWEST);
        assertThat(pace.preview("model", TWENTY.sampledBy(dog)))
                .as("a wish alone costs nothing")
                .isEqualTo(TWENTY.sampledBy(dog));
        assertThat(pace.preview("model", TWENTY.sampledBy(dog.guidedBy(3)))
                        .sampling()
                        .steps())
                .as("guidance asks twice")
                .isEqualTo(PreviewPace.FEWEST);
        assertThat(pace.preview("model", TWENTY.sampledBy(dog.classifiedBy(new ClassifierChoice("guide", "hash", 2))))
                        .sampling()
                        .steps())
                .as("a classifier is asked too")
                .isEqualTo(PreviewPace.FEWEST);
    }

    @Test
    void aRandomSamplerIsPreviewedByASolverOfTheFlow() throws BadOption {
        Rendering ddpm = by("ddpm", 500);

        assertThat(pace.preview("model", ddpm).sampling().sampler()).isEqualTo("dpm-solver-2m");
        assertThat(pace.preview("model", by("lcm", 20)).sampling().sampler()).isEqualTo("lcm");
    }

    @Test
    void anImageToBeginWithLeavesRoomForMoreSteps() throws BadOption {
        Raster image = new Raster(new ImageShape(1, 2, 2), new byte[4]);
        Rendering half = TWENTY.from(new EditSource(image, null, 0.5));

        assertThat(half.evaluations()).isEqualTo(10);
        assertThat(pace.preview("model", half).sampling().steps()).isEqualTo(2 * PreviewPace.FEWEST);
        assertThat(pace.preview("model", half).source()).isEqualTo(half.source());
    }
}
