package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ShiftedLatent;

/// Images along directions: a row a seed, from −3 to +3 standard deviations. A direction in z brings latents there,
/// another one moves what is made of them as far from where the seed's lie.
record DirectionStrip(ModelInUse open, PriorOptions priors, long seed) {
    private static final int SEEDS = 4;
    private static final int REACH = 3;

    void write(List<Direction> directions, Path file) throws StudioException {
        List<ShiftedLatent> points = new ArrayList<>();
        for (Direction direction : directions) {
            for (int row = 0; row < SEEDS; row++) {
                Latent start =
                        open.bench().latentOf(open.model(), seed + row, priors.priorOf(open), priors.temperature());
                for (int coordinate = -REACH; coordinate <= REACH; coordinate++) {
                    points.add(at(direction, start, coordinate));
                }
            }
        }
        if (points.isEmpty()) {
            return;
        }
        int columns = 2 * REACH + 1;
        RecipePlan plan = open.plan(points, columns);
        open.save(ImageGrid.tile(open.draw(plan), columns, 0), plan, file);
    }

    private ShiftedLatent at(Direction direction, Latent start, int coordinate) {
        return switch (direction.space()) {
            case Z -> new ShiftedLatent(direction.at(start, coordinate));
            case W, W_PLUS, FEATURE_MAPS ->
                new ShiftedLatent(start, direction.moved(open.model().shiftOr(null), coordinate));
        };
    }
}
