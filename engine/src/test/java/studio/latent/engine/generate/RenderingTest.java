package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;

class RenderingTest {
    private static final SamplerSettings TEN =
            SamplerSettings.DEFAULTS.sampledBy("euler", Map.of()).inSteps(10);

    private static int calls(SamplerSettings sampling) throws BadOption {
        return new Rendering(sampling, null).networkEvaluations();
    }

    @Test
    void theNetworkAnswersTwiceForAnEstimateThatIsGuided() throws BadOption {
        SamplerSettings wishing = TEN.wishing("bag");

        assertThat(calls(wishing.guidedBy(3))).isEqualTo(20);
        assertThat(calls(wishing)).as("the model's own estimate").isEqualTo(10);
        assertThat(calls(TEN.guidedBy(3))).as("nothing to go to or away from").isEqualTo(10);
        assertThat(calls(TEN.guidedBy(3).steered(Steering.USUAL.awayFrom("bag"))))
                .as("away from something")
                .isEqualTo(20);
        assertThat(calls(wishing.guidedBy(0))).as("the other estimate alone").isEqualTo(10);
    }

    @Test
    void aShiftOfStylesLeavesTheRestAsItIs() {
        DecoderShift shift = DecoderShift.ofStyles(new float[] {1, 2});
        Rendering plain = new Rendering(TEN.styled(Styling.USUAL.truncatedTo(0.5)), null);

        assertThat(plain.shiftedBy(shift).shift()).isEqualTo(shift);
        assertThat(plain.shiftedBy(shift).shiftedBy(null)).isEqualTo(plain);
    }

    @Test
    void anImageToBeginWithSavesCallsOfTheNetwork() throws BadOption {
        Raster image = new Raster(new ImageShape(1, 2, 2), new byte[4]);
        Rendering half = new Rendering(TEN.wishing("bag").guidedBy(2), new EditSource(image, null, 0.5));

        assertThat(half.networkEvaluations()).isEqualTo(10);
        assertThat(half.sampledBy(TEN.sampledBy("heun", Map.of())).evaluations())
                .as("five steps of two evaluations, the last of one")
                .isEqualTo(9);
        assertThat(new Rendering(TEN, new EditSource(image, null, 0.33)).evaluations())
                .isEqualTo(3);
        assertThat(new Rendering(TEN, new EditSource(image, null, 0.01)).evaluations())
                .isEqualTo(1);
    }
}
