package studio.latent.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;

/// One slot that holds the newest request; one turn on the render lane empties it.
///
/// A preview is always finished, so that a hand that never rests still sees images; what refines it is given up at
/// the next request.
final class NewestWinsRenderer implements Bench.LiveRenderer {
    private static final double NANOS = 1e-9;

    private record Request(OpenModel model, Latent latent, Rendering rendering, Consumer<Outcome<Bench.Picture>> sink) {
        boolean slow() {
            return model.card().capabilities().contains(Capability.DENOISES);
        }
    }

    private final Lanes lanes;
    private final LongSupplier clock;
    private final AtomicReference<@Nullable Request> slot = new AtomicReference<>();
    /// What refines the last preview.
    private final AtomicReference<Cancellation> refining = new AtomicReference<>(new Cancellation());
    /// Confined to the render lane.
    private final PreviewPace pace = new PreviewPace();

    /// @param clock nanoseconds from any origin
    NewestWinsRenderer(Lanes lanes, LongSupplier clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    @Override
    public void request(OpenModel model, Latent latent, Rendering rendering, Consumer<Outcome<Bench.Picture>> sink) {
        Request older = slot.getAndSet(new Request(model, latent, rendering, sink));
        refining.get().request();
        if (older == null) {
            lanes.onRender(this::renderNewest);
        }
    }

    private void renderNewest() {
        Request request = slot.getAndSet(null);
        if (request == null) {
            return;
        }
        try {
            if (!request.slow()) {
                deliver(request, request.rendering(), new Cancellation(), false);
                return;
            }
            Rendering preview = pace.preview(request.model(), request.rendering());
            boolean refine = !preview.equals(request.rendering());
            deliver(request, preview, new Cancellation(), refine);
            if (refine) {
                refine(request);
            }
        } catch (StudioException | RuntimeException e) {
            request.sink().accept(new Outcome.Failed<>(e));
        }
    }

    /// The image itself, unless the hand has moved on.
    private void refine(Request request) throws StudioException {
        Cancellation mine = new Cancellation();
        refining.set(mine);
        // A request that came before it could be told of this one is in the slot.
        if (slot.get() != null) {
            return;
        }
        try {
            deliver(request, request.rendering(), mine, false);
        } catch (Cancellation.CancelledException _) {
            // The newer request's image comes instead.
        }
    }

    private void deliver(Request request, Rendering rendering, Cancellation cancellation, boolean preview)
            throws StudioException {
        ModelOnLane loaded =
                lanes.renderModels().get(LocalOpenModel.of(request.model()).weights());
        long begin = clock.getAsLong();
        Bench.Picture picture =
                new Bench.Picture(loaded.render(request.latent(), rendering, cancellation, _ -> {}), preview);
        if (request.slow()) {
            pace.took(request.model(), rendering, (clock.getAsLong() - begin) * NANOS);
        }
        request.sink().accept(new Outcome.Completed<>(picture));
    }
}
