package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.Noise;

class SeededNoiseTest {
    private static final int[] SHAPE = {2, 3};

    @Test
    void aRowIsItsSeedsAloneAndStepsDiffer() {
        SeededNoise noise = SeededNoise.of(7, 9);

        double[] both = noise.normals(4, SHAPE).values();

        assertThat(Arrays.copyOfRange(both, 3, 6))
                .containsExactly(SeededNoise.of(9).normals(4, new int[] {1, 3}).values());
        assertThat(noise.normals(5, SHAPE).values()).doesNotContain(both);
        assertThat(noise.start(SHAPE).values()).doesNotContain(both);
    }

    @Test
    void theStartIsThePriorOfTheSeed() {
        float[] prior = Noise.normals(7, Noise.Stream.PRIOR, 0, 3);

        assertThat(SeededNoise.of(7).start(new int[] {1, 3}).toFloats(0, 1).values())
                .containsExactly(prior);
    }

    @Test
    void eachImageNeedsItsSeed() {
        assertThatThrownBy(() -> SeededNoise.of(7).normals(0, SHAPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a seed for each of the 2 images, got 1");
    }
}
