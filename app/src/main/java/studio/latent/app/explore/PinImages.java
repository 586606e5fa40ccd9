package studio.latent.app.explore;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// Makes pins and gives them their images, with the model on the bench.
final class PinImages {
    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final OriginText words;

    PinImages(Session session, Bench bench, Executor ui, OriginText words) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.words = words;
    }

    /// A pin of `state`; its image comes when it is decoded.
    Pin pin(LatentState state) {
        Pin pin = new Pin(state, words.shortly(state.origin()));
        decode(List.of(pin));
        return pin;
    }

    /// A pin of `state` whose image nobody has asked for yet.
    Pin unseen(LatentState state) {
        return new Pin(state, words.shortly(state.origin()));
    }

    /// Decodes the images of `wanted` anew. Images of a model that has been left meanwhile are dropped.
    void decode(List<Pin> wanted) {
        OpenModel model = session.modelProperty().get();
        if (model == null || wanted.isEmpty()) {
            return;
        }
        // Each pin is sampled in its own way; those of models that decode in one step go together.
        Map<Rendering, List<Pin>> groups =
                wanted.stream().collect(Collectors.groupingBy(pin -> pin.state().renderingOrUsual()));
        groups.forEach((rendering, pins) -> decode(model, pins, rendering));
    }

    private void decode(OpenModel model, List<Pin> pins, Rendering rendering) {
        List<Latent> latents = pins.stream().map(pin -> pin.state().latent()).toList();
        bench.render(model, latents, rendering)
                .whenDone(outcome -> ui.execute(() -> {
                    boolean current = model.equals(session.modelProperty().get());
                    if (current && outcome instanceof Outcome.Completed<List<Raster>>(List<Raster> images)) {
                        for (int i = 0; i < images.size(); i++) {
                            pins.get(i).image(images.get(i));
                        }
                    }
                }));
    }
}
