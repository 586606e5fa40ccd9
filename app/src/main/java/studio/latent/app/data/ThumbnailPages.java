package studio.latent.app.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import studio.latent.app.fx.UiThread;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// The images of one data set, read a page at a time when they come into sight.
///
/// One page is read at a time, the one asked for last first; what was scrolled past meanwhile is not read at all. The
/// pages looked at longest ago are forgotten. For the window's thread only.
final class ThumbnailPages {
    static final int PAGE = 64;
    private static final int PAGES_KEPT = 64;
    private static final int PAGES_WANTED = 6;
    private static final int SIDE = 96;

    private final DatasetLibrary library;
    private final UiThread ui;
    private final String dataset;
    private final Consumer<Throwable> trouble;
    private final Runnable changed;
    private final SequencedMap<Integer, List<Raster>> pages = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Integer> wanted = new ArrayDeque<>();
    private boolean reading;
    private boolean closed;

    /// @param changed is told when images have come
    /// @param trouble is told why images could not be read
    ThumbnailPages(DatasetLibrary library, UiThread ui, String dataset, Runnable changed, Consumer<Throwable> trouble) {
        this.library = library;
        this.ui = ui;
        this.dataset = dataset;
        this.changed = changed;
        this.trouble = trouble;
    }

    /// The image at `index`; empty while it is being read.
    Optional<Raster> get(int index) {
        int page = index / PAGE;
        List<Raster> images = pages.get(page);
        if (images != null) {
            int offset = index % PAGE;
            return offset < images.size() ? Optional.of(images.get(offset)) : Optional.empty();
        }
        want(page);
        return Optional.empty();
    }

    private void want(int page) {
        wanted.remove(page);
        wanted.addFirst(page);
        while (wanted.size() > PAGES_WANTED) {
            wanted.removeLast();
        }
        readNext();
    }

    private void readNext() {
        if (reading || closed || wanted.isEmpty()) {
            return;
        }
        int page = wanted.removeFirst();
        reading = true;
        Job<List<Raster>> job = library.images(
                dataset, IntStream.range(page * PAGE, (page + 1) * PAGE).boxed().toList());
        job.whenDone(outcome -> {
            Outcome<List<Raster>> small = shrink(outcome);
            ui.run(() -> arrived(page, small));
        });
    }

    /// On the engine's thread: the window never sees more than it shows.
    private static Outcome<List<Raster>> shrink(Outcome<List<Raster>> outcome) {
        return switch (outcome) {
            case Outcome.Completed<List<Raster>>(List<Raster> images) ->
                new Outcome.Completed<>(
                        images.stream().map(image -> Thumbnail.of(image, SIDE)).toList());
            case Outcome.Cancelled<List<Raster>> cancelled -> cancelled;
            case Outcome.Failed<List<Raster>> failed -> failed;
        };
    }

    private void arrived(int page, Outcome<List<Raster>> outcome) {
        reading = false;
        if (closed) {
            return;
        }
        switch (outcome) {
            case Outcome.Completed<List<Raster>>(List<Raster> images) -> keep(page, images);
            case Outcome.Cancelled<List<Raster>> _ -> {}
            case Outcome.Failed<List<Raster>>(Throwable cause) -> {
                // Kept as an empty page: asking again at every frame would fail again at every frame.
                keep(page, List.of());
                trouble.accept(cause);
            }
        }
        wanted.remove(page);
        readNext();
    }

    private void keep(int page, List<Raster> images) {
        pages.put(page, images);
        if (pages.size() > PAGES_KEPT) {
            Map.Entry<Integer, List<Raster>> oldest = pages.firstEntry();
            pages.remove(oldest.getKey());
        }
        changed.run();
    }

    /// Pages in memory.
    int kept() {
        return pages.size();
    }

    /// Forgets all that is still to be read; another data set is looked at.
    void close() {
        closed = true;
        wanted.clear();
    }
}
