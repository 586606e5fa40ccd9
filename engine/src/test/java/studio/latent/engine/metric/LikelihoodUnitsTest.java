package studio.latent.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LikelihoodUnitsTest {
    @Test
    void uniformPixelsCostAllTheirBits() {
        // density 1 on [0, 1], probability 1/256 a pixel
        assertThat(LikelihoodUnits.bitsPerDimension(0, 784, 256)).isEqualTo(8, within(1e-12));
        assertThat(LikelihoodUnits.bitsPerDimension(784 * Math.log(256), 784, 1))
                .isEqualTo(8, within(1e-12));
    }

    @Test
    void aFairChoiceHasThePerplexityOfItsOptions() {
        assertThat(LikelihoodUnits.perplexity(Math.log(50))).isEqualTo(50, within(1e-12));
    }

    @Test
    void imagesWithoutPixelsAreRefused() {
        assertThatThrownBy(() -> LikelihoodUnits.bitsPerDimension(1, 0, 256)).hasMessageContaining("at least 1");
    }
}
