package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.data.Attribute;

class TrackedAttributeTest {
    /// Always guessing `0` is right for three of four known images.
    private static final Attribute RARE = new Attribute("rare", List.of("0", "1"), new int[] {0, 0, 0, 1, -1});

    @Test
    void anAttributeIsToldFromHalfwayBetweenGuessingAndCertainty() {
        assertThat(new TrackedAttribute(RARE, 0.87).isTold()).isFalse();
        assertThat(new TrackedAttribute(RARE, 0.88).isTold()).isTrue();
    }

    @Test
    void whatNeverVariesIsNotTold() {
        Attribute constant = new Attribute("constant", List.of("a", "b"), new int[] {0, 0});

        assertThat(new TrackedAttribute(constant, 1).isTold()).isFalse();
        assertThatThrownBy(() -> new TrackedAttribute(constant, 1.1)).hasMessageContaining("[0, 1]");
    }
}
