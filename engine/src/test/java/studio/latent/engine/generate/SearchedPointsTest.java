package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;

class SearchedPointsTest {
    @Test
    void aPointHasTheNumbersOfALatentOfAStyleOrOfTheStylesOfAllLayers() throws Exception {
        assertThat(SearchedPoints.of(SmallGenerators.styled(), InversionSpace.Z).numbers())
                .isEqualTo(SmallGenerators.DIMENSION);
        assertThat(SearchedPoints.of(SmallGenerators.styled(), InversionSpace.W).numbers())
                .isEqualTo(SmallGenerators.DIMENSION);
        assertThat(SearchedPoints.of(SmallGenerators.styled(), InversionSpace.W_PLUS)
                        .numbers())
                .isEqualTo(3 * SmallGenerators.DIMENSION);
        assertThat(SearchedPoints.of(SmallGenerators.styled(), InversionSpace.W).conditionRows())
                .isEqualTo(SmallGenerators.styled().conditionRows())
                .isPositive();
    }

    @Test
    void aModelWithoutAMappingNetworkHasNoSpaceOfStyles() {
        assertThatThrownBy(() -> SearchedPoints.of(SmallGenerators.plain(Map.of()), InversionSpace.W))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no mapping network");
    }
}
