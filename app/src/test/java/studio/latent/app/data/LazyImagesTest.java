package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import studio.latent.app.control.FilmFrame;

class LazyImagesTest {
    private final List<Integer> asked = new ArrayList<>();
    private final LazyImages images = new LazyImages(index -> {
        asked.add(index);
        return null;
    });

    @Test
    void an_image_is_asked_for_when_it_is_looked_at_only() {
        images.reset(60_000);

        assertThat(images).hasSize(60_000);
        assertThat(asked).isEmpty();
        assertThat(images.get(41_999)).isEqualTo(new FilmFrame("", null));
        assertThat(asked).containsExactly(41_999);
    }

    @Test
    void growing_shrinking_and_arrivals_are_told() {
        List<Integer> changes = new ArrayList<>();
        images.addListener((ListChangeListener<FilmFrame>)
                change -> changes.add(change.getList().size()));

        images.reset(3);
        images.reset(5);
        images.reset(2);
        images.arrived();
        images.reset(0);
        images.arrived();

        assertThat(changes).containsExactly(3, 5, 2, 2, 0);
    }
}
