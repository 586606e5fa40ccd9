package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.tensor.HostTensor;

class FiniteWeightsTest {
    private static Map<String, HostTensor> weights(float... values) {
        return Map.of("conv_in.weight", new HostTensor(new int[] {values.length}, values));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aWeightThatIsNoNumberIsNamedWithItsPlace(float spoilt) {
        assertThatThrownBy(() -> FiniteWeights.require("'bag'", weights(1, -2, spoilt, Float.NaN)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("'bag'")
                .hasMessageContaining("'conv_in.weight' has " + spoilt + " at place 2");
    }

    @Test
    void theLargestAndSmallestNumbersAreFine() {
        assertThatCode(() -> FiniteWeights.require(
                        "'bag'", weights(Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0.0f, 0)))
                .doesNotThrowAnyException();
    }
}
