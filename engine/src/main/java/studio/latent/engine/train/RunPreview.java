package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.HostTensor;

/// Pictures of a run in progress, from latents and images that stay the same throughout.
final class RunPreview {

    private final TrainingPlan plan;
    private final BatchFeed feed;
    private final HeldGrid held;

    RunPreview(TrainingPlan plan, BatchFeed feed) {
        this.plan = plan;
        this.feed = feed;
        this.held = new HeldGrid(plan.seed(), plan.model().spec().latentDimension());
    }

    /// The events of one look at the model: samples, and reconstructions where the model encodes.
    List<TrainingEvent> look(int step, Map<String, HostTensor> weights) throws StudioException {
        List<TrainingEvent> events = new ArrayList<>();
        try (ModelOnLane model = ModelOnLane.load(plan.model(), weights, plan.device())) {
            if (ModelOnLane.makesImages(plan.model())) {
                events.add(new TrainingEvent.Grid(step, held.decode(model), HeldGrid.COLUMNS));
            }
            if (plan.model() instanceof Decodes && plan.model() instanceof Encodes) {
                events.add(new TrainingEvent.Reconstructions(
                        step, ImageGrid.tile(pairs(model), HeldGrid.COLUMNS, HeldGrid.GAP), HeldGrid.COLUMNS));
            }
        }
        return events;
    }

    /// Rows of originals, each above the row of its reconstructions.
    private List<Raster> pairs(ModelOnLane model) throws StudioException {
        int count = Math.min(HeldGrid.COLUMNS * HeldGrid.ROWS / 2, feed.count());
        ImageShape shape = feed.shape();
        ByteBuffer buffer = ByteBuffer.allocateDirect(count * shape.size()).order(ByteOrder.nativeOrder());
        feed.plain(0, count, buffer);
        float[][] encoded = model.encode(buffer, count);
        List<Raster> tiles = new ArrayList<>();
        for (int row = 0; row * HeldGrid.COLUMNS < count; row++) {
            int first = row * HeldGrid.COLUMNS;
            int last = Math.min(count, first + HeldGrid.COLUMNS);
            for (int i = first; i < last; i++) {
                byte[] samples = new byte[shape.size()];
                buffer.get(i * shape.size(), samples);
                tiles.add(new Raster(shape, samples));
            }
            for (int i = first; i < last; i++) {
                tiles.add(model.decode(new Latent(encoded[i])));
            }
        }
        return tiles;
    }
}
