package studio.latent.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestWinsTest {
    private final List<Runnable> queue = new ArrayList<>();
    private final List<Integer> delivered = new ArrayList<>();
    private final NewestWins<Integer> slot = new NewestWins<>(queue::add, delivered::add);

    @Test
    void a_thousand_values_before_a_delivery_are_one_delivery_of_the_last() {
        for (int i = 0; i < 1000; i++) {
            slot.offer(i);
        }
        assertThat(queue).hasSize(1);
        queue.removeFirst().run();
        assertThat(delivered).containsExactly(999);
    }

    @Test
    void a_value_after_a_delivery_is_delivered_anew() {
        slot.offer(1);
        queue.removeFirst().run();
        slot.offer(2);
        queue.removeFirst().run();
        assertThat(delivered).containsExactly(1, 2);
    }

    @Test
    void a_cleared_slot_delivers_nothing() {
        slot.offer(1);
        slot.clear();
        queue.removeFirst().run();
        assertThat(delivered).isEmpty();
    }
}
