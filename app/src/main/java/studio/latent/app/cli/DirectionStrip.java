package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;

/// Images along directions: a row a seed, from −3 to +3 standard deviations.
record DirectionStrip(ModelInUse open, PriorOptions priors, long seed) {
    private static final int SEEDS = 4;
    private static final int REACH = 3;

    void write(List<Direction> directions, Path file) throws StudioException {
        List<Latent> latents = new ArrayList<>();
        for (Direction direction : directions) {
            for (int row = 0; row < SEEDS; row++) {
                Latent start =
                        open.bench().latentOf(open.model(), seed + row, priors.priorOf(open), priors.temperature());
                for (int coordinate = -REACH; coordinate <= REACH; coordinate++) {
                    latents.add(direction.at(start, coordinate));
                }
            }
        }
        if (latents.isEmpty()) {
            return;
        }
        int columns = 2 * REACH + 1;
        List<Raster> images = open.decode(latents);
        open.save(ImageGrid.tile(images, columns, 0), RecipePlan.ofLatents(latents, columns), file);
    }
}
