package studio.latent.app.explore;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.NewestWins;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// The image of the newest latent asked for. Requests that came to nothing because a newer one came are not missed;
/// an image that arrives late, for a model that has been left, is dropped.
final class LiveImage {
    /// One image on its way to the window.
    private record Delivery(long stamp, long era, Outcome<Bench.Picture> outcome) {}

    private final Bench.LiveRenderer renderer;
    private final Consumer<Throwable> trouble;
    private final ReadOnlyObjectWrapper<@Nullable Raster> image = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper preview = new ReadOnlyBooleanWrapper();
    private final NewestWins<Delivery> deliveries;

    private long asked;
    private long delivered;
    /// Counts the models shown; an image of an earlier one is stale.
    private long era;

    LiveImage(Bench bench, Executor ui, Consumer<Throwable> trouble) {
        this.renderer = bench.renderer();
        this.trouble = trouble;
        this.deliveries = new NewestWins<>(ui, this::take);
    }

    /// Asks for the image of `latent`.
    ///
    /// @param rendering how a model that denoises makes it; others do not look at it
    void show(OpenModel model, Latent latent, Rendering rendering) {
        long stamp = ++asked;
        long now = era;
        busy.set(true);
        renderer.request(model, latent, rendering, outcome -> deliveries.offer(new Delivery(stamp, now, outcome)));
    }

    /// Shows an image that is not asked for by a latent, as a preview; what is on its way will not be shown.
    void glimpse(Raster seen) {
        leave();
        busy.set(true);
        preview.set(true);
        image.set(seen);
    }

    /// Empties the canvas; what is still on its way will not be shown.
    void clear() {
        era++;
        delivered = asked;
        busy.set(false);
        preview.set(false);
        image.set(null);
    }

    /// What is on its way will not be shown; the canvas keeps its image until the next one comes.
    void leave() {
        era++;
        delivered = asked;
        busy.set(false);
        preview.set(false);
    }

    private void take(Delivery newest) {
        if (newest.era() != era || newest.stamp() < delivered) {
            return;
        }
        delivered = newest.stamp();
        boolean more = newest.outcome() instanceof Outcome.Completed<Bench.Picture>(Bench.Picture picture)
                && picture.preview();
        busy.set(more || delivered < asked);
        preview.set(more);
        switch (newest.outcome()) {
            case Outcome.Completed<Bench.Picture>(Bench.Picture picture) -> image.set(picture.image());
            case Outcome.Cancelled<Bench.Picture> _ -> {}
            case Outcome.Failed<Bench.Picture>(Throwable cause) -> trouble.accept(cause);
        }
    }

    ReadOnlyObjectProperty<@Nullable Raster> imageProperty() {
        return image.getReadOnlyProperty();
    }

    /// Whether the image is a preview that the image itself will follow.
    ReadOnlyBooleanProperty previewProperty() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
