package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.SeedWishes;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;

class ThumbnailPagesTest {
    private final SlowLibrary library = new SlowLibrary();
    private final List<Throwable> troubles = new ArrayList<>();
    private int changes;
    private final ThumbnailPages pages =
            new ThumbnailPages(library, new ManualUiThread(), "many", () -> changes++, troubles::add);

    @Test
    void an_image_in_sight_brings_its_whole_page() {
        assertThat(pages.get(70)).isEmpty();
        library.answerNext();

        assertThat(changes).isEqualTo(1);
        assertThat(pages.get(70).orElseThrow().sample(0, 0, 0)).isEqualTo(70);
        assertThat(pages.get(127)).isPresent();
        assertThat(library.asked).containsExactly(1);
    }

    @Test
    void one_page_is_read_at_a_time_the_newest_first_and_what_was_scrolled_past_is_left_out() {
        for (int page = 0; page < 30; page++) {
            assertThat(pages.get(page * ThumbnailPages.PAGE)).isEmpty();
        }
        while (library.waits()) {
            library.answerNext();
        }

        assertThat(library.asked).containsExactly(0, 29, 28, 27, 26, 25, 24);
    }

    @Test
    void old_pages_are_forgotten() {
        for (int page = 0; page < 80; page++) {
            assertThat(pages.get(page * ThumbnailPages.PAGE)).isEmpty();
            library.answerNext();
        }

        assertThat(pages.kept()).isEqualTo(64);
    }

    @Test
    void a_page_that_cannot_be_read_is_told_once() {
        library.failing = true;
        assertThat(pages.get(0)).isEmpty();
        library.answerNext();

        assertThat(pages.get(0)).isEmpty();
        assertThat(troubles).hasSize(1);
        assertThat(library.waits()).isFalse();
    }

    @Test
    void after_the_end_nothing_more_is_read() {
        assertThat(pages.get(0)).isEmpty();
        assertThat(pages.get(100)).isEmpty();
        pages.close();
        library.answerNext();

        assertThat(library.asked).containsExactly(0);
        assertThat(changes).isZero();
    }

    /// Answers when the test says so: the image at index i is one pixel of brightness i mod 256.
    private static final class SlowLibrary implements DatasetLibrary {
        private final List<Integer> asked = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean failing;

        void answerNext() {
            waiting.removeFirst().run();
        }

        boolean waits() {
            return !waiting.isEmpty();
        }

        @Override
        public Job<List<Raster>> images(String nameOrPath, List<Integer> indices) {
            asked.add(indices.getFirst() / ThumbnailPages.PAGE);
            return Job.start("images", waiting::add, _ -> {
                if (failing) {
                    throw new FileTrouble("The zip is gone.", "Put it back.");
                }
                return indices.stream()
                        .map(i -> new Raster(new ImageShape(1, 1, 1), new byte[] {i.byteValue()}))
                        .toList();
            });
        }

        @Override
        public List<String> names() {
            return List.of("many");
        }

        @Override
        public Job<DatasetCard> describe(String nameOrPath) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Job<SeedWishes> wishes(String nameOrPath) {
            return Job.completed("Wishes", SeedWishes.UNKNOWN);
        }

        @Override
        public Job<DatasetCard> importFrom(Path path) {
            throw new UnsupportedOperationException();
        }
    }
}
