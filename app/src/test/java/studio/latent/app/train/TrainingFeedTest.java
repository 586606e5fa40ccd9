package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;

class TrainingFeedTest {
    private static final Raster DOT = new Raster(new ImageShape(1, 1, 1), new byte[1]);

    @Test
    void losses_and_remarks_are_all_kept_in_order() {
        TrainingFeed feed = new TrainingFeed();
        TrainingEvent.Losses first = new TrainingEvent.Losses(1, 64, Map.of("total", 2.0));
        TrainingEvent.Losses second = new TrainingEvent.Losses(2, 128, Map.of("total", 1.0));
        TrainingEvent paused = new TrainingEvent.StateChanged(2, TrainingState.PAUSED);
        TrainingEvent note = new TrainingEvent.Note(2, "a note");
        List.of(first, paused, second, note).forEach(feed::add);

        TrainingFeed.Batch batch = feed.drain();

        assertThat(batch.losses()).containsExactly(first, second);
        assertThat(batch.remarks()).containsExactly(paused, note);
    }

    @Test
    void of_speeds_and_pictures_only_the_newest_counts() {
        TrainingFeed feed = new TrainingFeed();
        for (int step = 1; step <= 3; step++) {
            feed.add(new TrainingEvent.Speed(step, 100, 10, 1e-3, 0));
            feed.add(new TrainingEvent.Grid(step, DOT, 1));
            feed.add(new TrainingEvent.Reconstructions(step, DOT, 1));
        }

        TrainingFeed.Batch batch = feed.drain();

        assertThat(batch.speed()).extracting(TrainingEvent.Speed::step).isEqualTo(3);
        assertThat(batch.grid()).extracting(TrainingEvent.Grid::step).isEqualTo(3);
        assertThat(batch.reconstructions())
                .extracting(TrainingEvent.Reconstructions::step)
                .isEqualTo(3);
    }

    @Test
    void what_was_taken_is_gone() {
        TrainingFeed feed = new TrainingFeed();
        feed.add(new TrainingEvent.Note(1, "a note"));

        assertThat(feed.drain().remarks()).hasSize(1);
        assertThat(feed.drain()).isSameAs(TrainingFeed.Batch.NOTHING);
    }
}
