package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastEstimateTest {
    private static final int[] ONE = {1, 1, 1, 2};
    private final List<double[]> shown = new ArrayList<>();

    /// Puts out the image's channel and keeps all that it saw.
    private Samples network(Samples input) {
        shown.add(input.values());
        double[] values = new double[input.count() * 2];
        for (int i = 0; i < input.count(); i++) {
            System.arraycopy(input.values(), i * 4, values, i * 2, 2);
        }
        return new Samples(new int[] {input.count(), 1, 1, 2}, values);
    }

    @Test
    void theFirstStepSeesZerosAndEachLaterOneWhatWasAnsweredLast() throws Exception {
        LastEstimate last = new LastEstimate();
        Denoiser.Network network = last.shownTo((input, _) -> network(input));
        Denoiser denoiser = last.of((x, _) -> network.output(x, 0).times(0.5));

        denoiser.denoised(new Samples(ONE, new double[] {1, 2}), 3);
        denoiser.denoised(new Samples(ONE, new double[] {5, 6}), 2);
        denoiser.denoised(new Samples(ONE, new double[] {7, 8}), 1);

        assertThat(shown.get(0)).containsExactly(1, 2, 0, 0);
        assertThat(shown.get(1)).containsExactly(5, 6, 0.5, 1);
        assertThat(shown.get(2)).containsExactly(7, 8, 2.5, 3);
    }

    @Test
    void bothAnswersUnderGuidanceSeeTheGuidedEstimate() throws Exception {
        LastEstimate last = new LastEstimate();
        Denoiser.Network network = last.shownTo((input, _) -> network(input));
        Denoiser told = (x, _) -> network.output(x, 0);
        Denoiser denoiser = last.of(new Guidance(2, 0, 0, 1e6).of(told, told, told));

        denoiser.denoised(new Samples(ONE, new double[] {1, 2}), 3);
        denoiser.denoised(new Samples(ONE, new double[] {3, 1}), 2);

        assertThat(shown.getLast()).containsExactly(3, 1, 1, 2, 3, 1, 1, 2);
    }

    @Test
    void anEstimateOfAnySizeIsShownWithinBounds() throws Exception {
        LastEstimate last = new LastEstimate();
        Denoiser.Network network = last.shownTo((input, _) -> network(input));
        Denoiser denoiser = last.of((x, _) -> network.output(x, 0));

        denoiser.denoised(new Samples(ONE, new double[] {1e5, -1e5}), 3);
        denoiser.denoised(new Samples(ONE, new double[] {0, 0}), 2);

        assertThat(shown.getLast()).containsExactly(0, 0, 4, -4);
    }
}
