package studio.latent.app.data;

import java.util.Collections;
import java.util.function.IntFunction;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.FilmFrame;
import studio.latent.engine.image.Raster;

/// The images of a data set as a list that reads one when it is asked for: a grid asks for those in sight only.
final class LazyImages extends ObservableListBase<FilmFrame> {
    private final IntFunction<@Nullable Raster> images;
    private int count;

    /// @param images the image at an index, or null while it is being read
    LazyImages(IntFunction<@Nullable Raster> images) {
        this.images = images;
    }

    /// Holds `newCount` images of another data set from now on.
    void reset(int newCount) {
        beginChange();
        for (int i = 0; i < Math.min(count, newCount); i++) {
            nextUpdate(i);
        }
        if (newCount > count) {
            nextAdd(count, newCount);
        } else if (newCount < count) {
            nextRemove(newCount, Collections.nCopies(count - newCount, new FilmFrame("", null)));
        }
        count = newCount;
        endChange();
    }

    /// Some images have come: whoever shows them asks again.
    void arrived() {
        if (count > 0) {
            beginChange();
            nextUpdate(0);
            endChange();
        }
    }

    @Override
    public FilmFrame get(int index) {
        return new FilmFrame("", images.apply(index));
    }

    @Override
    public int size() {
        return count;
    }
}
