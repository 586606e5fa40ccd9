package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DirectionPlaceTest {
    @Test
    void layersBelongToWhatIsInsideADecoder() {
        assertThat(new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(2, 0))).layers())
                .containsExactly(0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectionPlace(DirectionSpace.Z, new TreeSet<>(List.of(1))))
                .withMessageContaining("layers belong to directions inside a decoder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(-1))))
                .withMessageContaining("at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectionPlace(DirectionSpace.FEATURE_MAPS, new TreeSet<>(List.of(1, 2))))
                .withMessageContaining("one layer, got [1, 2]");
    }

    @Test
    void inWLayersAreMovedAlikeAndInWPlusEachByItself() {
        TreeSet<Integer> some = new TreeSet<>(List.of(0, 2));
        assertThat(new DirectionPlace(DirectionSpace.W, some).movedTogether(4)).containsExactly(List.of(0, 2));
        assertThat(new DirectionPlace(DirectionSpace.W_PLUS, some).movedTogether(4))
                .containsExactly(List.of(0), List.of(2));
        assertThat(new DirectionPlace(DirectionSpace.W_PLUS, new TreeSet<>()).movedTogether(3))
                .containsExactly(List.of(0), List.of(1), List.of(2));
    }
}
