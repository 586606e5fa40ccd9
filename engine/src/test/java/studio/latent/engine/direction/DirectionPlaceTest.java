package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DirectionPlaceTest {
    @Test
    void layersBelongToStylesAlone() {
        assertThat(new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(2, 0))).layers())
                .containsExactly(0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectionPlace(DirectionSpace.Z, new TreeSet<>(List.of(1))))
                .withMessageContaining("layers belong to directions in W");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(-1))))
                .withMessageContaining("at least 0");
    }
}
