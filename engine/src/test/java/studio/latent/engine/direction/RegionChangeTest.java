package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegionChangeTest {
    @Test
    void shareAndContrastFollowFromAreaAndChanges() {
        RegionChange change = new RegionChange(20, 3, false, 0.1, 0.3, 0.01);

        assertThat(change.share()).isCloseTo(0.03 / 0.039, within(1e-12));
        assertThat(change.contrast()).isCloseTo(30, within(1e-12));
        assertThat(new RegionChange(1, 0, false, 0.1, 0, 0).share()).isZero();
    }

    @Test
    void moreExactPairsThanImagesWereDrawnMayGiveTheRegion() {
        assertThat(new RegionChange(1, 2, true, 0.1, 0.3, 0).contrast()).isInfinite();
    }

    @Test
    void partsMustFitTogether() {
        assertThatThrownBy(() -> new RegionChange(1, 2, false, 0.1, 0, 0)).hasMessageContaining("exactPairs");
        assertThatThrownBy(() -> new RegionChange(1, 0, false, 1, 0, 0)).hasMessageContaining("area");
    }
}
