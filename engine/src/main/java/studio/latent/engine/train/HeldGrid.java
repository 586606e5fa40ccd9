package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

/// Images at latents that stay the same throughout a run, so that one sees the model learn and nothing else change.
public final class HeldGrid {
    /// Images side by side.
    static final int COLUMNS = 8;

    static final int ROWS = 4;
    static final int GAP = 1;

    private final List<Latent> latents = new ArrayList<>();

    /// @param seed the run's; with another seed the latents are others
    public HeldGrid(long seed, int dimension) {
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            latents.add(new Latent(Noise.normals(seed, Noise.Stream.FIXED_GRID, (long) i * dimension, dimension)));
        }
    }

    /// The images of `model`, tiled; of a model that knows classes, a column for each of the first of them.
    public Raster decode(ModelOnLane model) throws StudioException {
        List<Raster> images = new ArrayList<>();
        for (int i = 0; i < latents.size(); i++) {
            SamplerSettings settings = model.inTurn(i % COLUMNS);
            images.add(model.decode(latents.get(i), settings, new Cancellation()));
        }
        return ImageGrid.tile(images, COLUMNS, GAP);
    }
}
